package io.mltwin.armweb;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import java.util.stream.Collectors;

/** Says what is wrong with a body in words of the body, not of the program. */
public final class BodyErrors {

    private BodyErrors() {}

    /** Returns the reason: where a value does not fit, or how the text is no JSON. */
    public static String reason(JsonProcessingException failure) {
        if (failure instanceof JsonMappingException mapping
                && !mapping.getPath().isEmpty()) {
            String path = mapping.getPath().stream()
                    .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                    .collect(Collectors.joining("."));
            return "the value of '" + path + "' has not the expected form.";
        }
        if (failure instanceof JsonMappingException) {
            return "it has not the expected form.";
        }
        return failure.getOriginalMessage().split(" \\(start marker|\n", 2)[0];
    }
}
