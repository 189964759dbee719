package io.dynawrap.engine;

import io.dynawrap.mapping.ItemType;
import java.util.List;

/**
 * A table of a store and what is in it.
 *
 * @param name the name the code calls it by
 * @param physicalName the name it has in the database
 * @param models the models whose items it holds, sorted by name
 */
public record TableDescription(String name, String physicalName, List<ItemType<?>> models) {}
