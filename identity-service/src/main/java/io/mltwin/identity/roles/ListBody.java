package io.mltwin.identity.roles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.function.Function;

/** A whole collection of ARM, on one page. */
record ListBody<T>(List<T> value) {

    static <S, T> JsonNode of(ObjectMapper json, List<S> items, Function<S, T> toBody) {
        return json.valueToTree(new ListBody<>(items.stream().map(toBody).toList()));
    }
}
