package com.example.shop;

import java.util.List;
import java.util.UUID;
import org.fraiseql.api.ReadModel;
import org.jspecify.annotations.Nullable;

/** A tenant's project: row-level security shows a tenant its own alone. */
@ReadModel("v_projects")
record Project(
    UUID id, String name, String status, @Nullable Tenant tenant, List<Member> teamMembers) {

  record Tenant(UUID id, String name, String plan) {}

  record Member(UUID id, String role) {}
}
