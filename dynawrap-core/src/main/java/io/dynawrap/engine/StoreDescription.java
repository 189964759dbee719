package io.dynawrap.engine;

import io.dynawrap.mapping.ItemType;
import io.dynawrap.spi.Backend;
import java.util.List;

/**
 * What a store knows at one moment, without any I/O: the models that were registered or used so far, and their tables.
 *
 * @param backend the backend's {@link Backend#name}
 * @param tables the tables with models, sorted by name
 * @param modelsWithoutTable the registered models that name no table, sorted by name; one of them stands in a table's
 *     list too once it was used there
 */
public record StoreDescription(String backend, List<TableDescription> tables, List<ItemType<?>> modelsWithoutTable) {}
