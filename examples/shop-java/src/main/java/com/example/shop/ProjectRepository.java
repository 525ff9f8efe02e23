package com.example.shop;

import java.util.List;
import org.fraiseql.repository.Outcome;
import org.fraiseql.repository.Session;
import org.fraiseql.repository.TenantAwareRepository;

/** A tenant's projects; which tenant's is said by {@link #withTenant}. */
final class ProjectRepository extends TenantAwareRepository<ProjectRepository> {

  ProjectRepository(Session session) {
    super(session, ProjectRepository::new);
  }

  List<Project> projects() {
    return query(Project.class, where("status").eq("active"), orderBy("name").asc());
  }

  Outcome create(String name) {
    return execute("fn_create_project", new NewProject(name), Outcome.class);
  }

  record NewProject(String name) {}
}
