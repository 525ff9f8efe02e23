package org.fraiseql.benchmarks.peer;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.dataloader.DataLoader;
import org.dataloader.DataLoaderFactory;
import org.dataloader.DataLoaderRegistry;
import org.dataloader.MappedBatchLoader;

/** Batches for one request: each level of the answer is one statement for each table. */
final class Loaders {

  private final Shop shop;
  private final Executor executor;

  Loaders(Shop shop, Executor executor) {
    this.shop = shop;
    this.executor = executor;
  }

  DataLoaderRegistry forRequest() {
    return DataLoaderRegistry.newRegistry()
        .register("customers", one(shop::customers, Rows.Customer::id))
        .register("products", one(shop::products, Rows.Product::id))
        .register("categories", one(shop::categories, Rows.Category::id))
        .register("items", items())
        .build();
  }

  private <T> DataLoader<UUID, T> one(
      Function<Collection<UUID>, List<T>> read, Function<T, UUID> id) {
    return loader(ids -> read.apply(ids).stream().collect(toMap(id, row -> row)));
  }

  private DataLoader<UUID, List<Rows.OrderItem>> items() {
    return loader(ids -> shop.items(ids).stream().collect(groupingBy(Rows.OrderItem::orderId)));
  }

  private <V> DataLoader<UUID, V> loader(Function<Set<UUID>, Map<UUID, V>> read) {
    MappedBatchLoader<UUID, V> batch =
        ids -> CompletableFuture.supplyAsync(() -> read.apply(ids), executor);
    return DataLoaderFactory.newMappedDataLoader(batch);
  }
}
