package io.mltwin.workspace.deployments.template;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;
import java.util.Optional;

/** Types of parameters and outputs. */
public enum ParameterType {
    STRING("String"),
    SECURE_STRING("SecureString"),
    INT("Int"),
    BOOL("Bool"),
    OBJECT("Object"),
    SECURE_OBJECT("SecureObject"),
    ARRAY("Array");

    private final String wireName;

    ParameterType(String wireName) {
        this.wireName = wireName;
    }

    public String wireName() {
        return wireName;
    }

    /** True for values that are never shown. */
    public boolean isSecure() {
        return this == SECURE_STRING || this == SECURE_OBJECT;
    }

    static Optional<ParameterType> of(String name) {
        return Arrays.stream(values())
                .filter(type -> AsciiCase.equal(type.wireName, name))
                .findFirst();
    }

    boolean accepts(JsonNode value) {
        return switch (this) {
            case STRING, SECURE_STRING -> value.isTextual();
            case INT -> value.isIntegralNumber();
            case BOOL -> value.isBoolean();
            case OBJECT, SECURE_OBJECT -> value.isObject();
            case ARRAY -> value.isArray();
        };
    }
}
