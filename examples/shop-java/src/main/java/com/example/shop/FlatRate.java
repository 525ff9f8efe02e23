package com.example.shop;

import java.math.BigDecimal;
import java.util.List;

/** A carrier that asks for the same for each item, and twice as much abroad. */
final class FlatRate implements Carrier {

  private static final BigDecimal EACH = new BigDecimal("1.90");

  @Override
  public List<Money> quotes(List<OrderApi.Parcel> parcels, String country) {
    BigDecimal times = country.equals("FR") ? BigDecimal.ONE : BigDecimal.TWO;
    return parcels.stream().map(parcel -> quote(parcel, times)).toList();
  }

  private static Money quote(OrderApi.Parcel parcel, BigDecimal times) {
    int items = parcel.items().stream().mapToInt(OrderItem::quantity).sum();
    return new Money(EACH.multiply(times).multiply(BigDecimal.valueOf(items)), "EUR");
  }
}
