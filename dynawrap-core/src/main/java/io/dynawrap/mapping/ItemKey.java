package io.dynawrap.mapping;

/**
 * The full key of an item.
 *
 * @param partitionKey the partition key
 * @param sortKey the sort key
 */
public record ItemKey(String partitionKey, String sortKey) {}
