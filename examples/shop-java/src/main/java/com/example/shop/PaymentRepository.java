package com.example.shop;

import java.math.BigDecimal;
import java.util.UUID;
import org.fraiseql.repository.CqrsRepository;
import org.fraiseql.repository.Outcome;
import org.fraiseql.repository.Session;

/** What customers pay. */
final class PaymentRepository extends CqrsRepository {

  PaymentRepository(Session session) {
    super(session);
  }

  Outcome capture(UUID order, BigDecimal amount) {
    return execute("fn_capture_payment", new Payment(order, amount), Outcome.class);
  }

  record Payment(UUID orderId, BigDecimal amount) {}
}
