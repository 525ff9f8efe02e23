package org.fraiseql.repository;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.AnnotatedField;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.List;
import org.fraiseql.api.Label;
import org.fraiseql.declaration.JavaJson;
import org.fraiseql.problem.ProblemException;
import org.fraiseql.problem.SessionProblem;

/** What the database answers as Java values, and the other way. Thread-safe. */
final class Json {

  private static final JsonMapper MAPPER =
      JavaJson.mapper()
          .rebuild()
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .annotationIntrospector(new Labels())
          .build();

  private Json() {}

  /** An enum's constants are called in the database as their labels say. */
  private static final class Labels extends JacksonAnnotationIntrospector {

    private static final long serialVersionUID = 1L;

    @Override
    public String[] findEnumValues(
        MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] names) {
      String[] found = super.findEnumValues(config, type, constants, names);
      for (AnnotatedField field : type.fields()) {
        Label label = field.getAnnotation(Label.class);
        for (int i = 0; label != null && i < constants.length; i++) {
          if (constants[i].name().equals(field.getName())) {
            found[i] = label.value();
          }
        }
      }
      return found;
    }
  }

  static JsonMapper mapper() {
    return MAPPER;
  }

  static <T> List<T> list(byte[] json, Class<T> type) {
    JavaType list = MAPPER.getTypeFactory().constructCollectionType(List.class, type);
    try {
      return MAPPER.readValue(json, list);
    } catch (IOException e) {
      throw unfit(e, type.getSimpleName());
    }
  }

  static <T> T one(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw unfit(e, type.getSimpleName());
    }
  }

  static <T> T value(JsonNode node, Class<T> type, String place) {
    try {
      return MAPPER.treeToValue(node, type);
    } catch (JsonProcessingException e) {
      throw unfit(e, place);
    }
  }

  static JsonNode tree(byte[] json) {
    try {
      return MAPPER.readTree(json);
    } catch (IOException e) {
      throw unfit(e, "JSON");
    }
  }

  static JsonNode tree(String json) {
    return one(json, JsonNode.class);
  }

  /** Says where, and of which type; not what stood there, which is not for every eye. */
  private static ProblemException unfit(IOException failure, String type) {
    StringBuilder place = new StringBuilder(type);
    String reason = "it is not what was declared";
    if (failure instanceof JsonMappingException mapping) {
      boolean root = true;
      for (JsonMappingException.Reference step : mapping.getPath()) {
        if (step.getFieldName() != null) {
          place.append('.').append(step.getFieldName());
          root = false;
        } else if (!root) {
          place.append('[').append(step.getIndex()).append(']');
        }
      }
      reason = reason(mapping);
    }
    return new ProblemException(new SessionProblem.WrongDocument(place.toString(), reason));
  }

  private static String reason(JsonMappingException failure) {
    if (failure instanceof InvalidFormatException format) {
      return "it is no " + format.getTargetType().getSimpleName();
    }
    String said = failure.getOriginalMessage();
    return said != null && said.contains("null") ? "it is null" : "it is of another type";
  }
}
