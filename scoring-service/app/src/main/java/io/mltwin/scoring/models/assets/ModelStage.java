package io.mltwin.scoring.models.assets;

import static io.mltwin.scoring.ModelManagementErrors.badRequest;

import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;

/** How far a version of a model is on its way to production, as MLflow calls it. */
enum ModelStage {
    NONE("None"),
    STAGING("Staging"),
    PRODUCTION("Production"),
    ARCHIVED("Archived");

    private final String wireName;

    ModelStage(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    /** Returns whether a newer version takes the place of those that are in it. */
    boolean isInUse() {
        return this == STAGING || this == PRODUCTION;
    }

    /**
     * Reads a stage in any case.
     *
     * @throws io.mltwin.armweb.AzureException 400 for none of them
     */
    static ModelStage parse(String text) {
        return Arrays.stream(values())
                .filter(stage -> AsciiCase.equal(stage.wireName, text))
                .findFirst()
                .orElseThrow(() -> badRequest(
                        "InvalidStage", "'%s' is no stage; use None, Staging, Production or Archived.", text));
    }
}
