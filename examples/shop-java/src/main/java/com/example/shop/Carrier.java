package com.example.shop;

import java.util.List;

/** Another company's service. */
interface Carrier {

  /** A price for each parcel, in their order. */
  List<Money> quotes(List<OrderApi.Parcel> parcels, String country);
}
