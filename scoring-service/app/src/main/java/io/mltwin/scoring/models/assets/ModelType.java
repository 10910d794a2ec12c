package io.mltwin.scoring.models.assets;

import java.util.Arrays;
import java.util.Optional;

/** Azure ML's types of models, by the form of their files. */
enum ModelType {
    CUSTOM("custom_model"),
    MLFLOW("mlflow_model"),
    TRITON("triton_model");

    private final String wireName;

    ModelType(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    static Optional<ModelType> parse(String text) {
        return Arrays.stream(values())
                .filter(type -> type.wireName.equals(text))
                .findFirst();
    }
}
