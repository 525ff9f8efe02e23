package org.fraiseql.declaration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import java.util.List;
import java.util.Set;
import org.fraiseql.api.Input;
import org.fraiseql.api.Query;
import org.fraiseql.problem.DeclarationProblem;
import org.junit.jupiter.api.Test;

/** Constraints where nothing checks them. */
class NoValidatorTest {

  @Input
  record Words(List<@NotBlank String> words, int number) {}

  static final class Api {
    @Query
    int constrained(@Min(1) int number) {
      return number;
    }

    @Query
    int count(Words words) {
      return words.number();
    }
  }

  @Test
  void withoutAProviderWhatHasConstraintsIsNotServed() {
    Declarations declarations =
        DeclarationReader.read(List.of(new Api()), Set.of(), new Constraints(() -> false));
    assertThat(declarations.problems())
        .extracting(DeclarationProblem::code, DeclarationProblem::place)
        .containsExactlyInAnyOrder(
            tuple("FQ-262", "org.fraiseql.declaration.NoValidatorTest.Api.constrained(number)"),
            tuple("FQ-262", "org.fraiseql.declaration.NoValidatorTest.Words.words"));
    assertThat(declarations.methods()).extracting(MethodDeclaration::name).containsExactly("count");
  }

  @Test
  void withAProviderItIs() {
    assertThat(DeclarationReader.read(List.of(new Api()), Set.of()))
        .returns(List.of(), Declarations::problems)
        .satisfies(read -> assertThat(read.methods()).hasSize(2));
  }
}
