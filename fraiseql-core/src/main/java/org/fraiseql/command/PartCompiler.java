package org.fraiseql.command;

import java.util.List;
import org.fraiseql.operation.Selection;
import org.fraiseql.schema.ObjectType;
import org.fraiseql.schema.RootField;
import org.fraiseql.sql.Binding;
import org.fraiseql.sql.Parameters;

/** What a command needs of the compiler of queries. */
public interface PartCompiler {

  /**
   * The selected part of the document with this id, as JSON of type text, never null.
   *
   * @param model any root field of the read model
   */
  String document(RootField model, List<Selection> selections, Binding id, Parameters parameters);

  /**
   * The selected part of a value inside a document, as JSON of type text; null where the value is.
   *
   * @param json an expression of type jsonb: the value
   * @param type the type that has the selection's field
   */
  String part(String json, Selection selection, ObjectType type, Parameters parameters);
}
