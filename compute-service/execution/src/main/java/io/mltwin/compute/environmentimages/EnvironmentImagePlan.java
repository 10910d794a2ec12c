package io.mltwin.compute.environmentimages;

import io.mltwin.armweb.Json;
import io.mltwin.compute.environments.preparation.EnvironmentPlan;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.encoding.Sha256;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The plan of an environment's image for serving.
 *
 * <p>Deviation: {@code azureml-inference-server-http} is not installed into the image of a
 * deployment's environment, since the container has an inferencing server of its own.
 */
record EnvironmentImagePlan(EnvironmentPlan environment) {

    private static final Pattern SERVER = AsciiCase.pattern("azureml-inference-server-http\\s*([\\[=~<>!;].*)?");

    static EnvironmentImagePlan of(EnvironmentPlan plan) {
        List<String> requirements = new ArrayList<>();
        List<String> notes = new ArrayList<>(plan.notes());
        for (String requirement : plan.requirements()) {
            if (SERVER.matcher(requirement).matches()) {
                notes.add(requirement + " is left out: the container has an inferencing server");
            } else {
                requirements.add(requirement);
            }
        }
        return new EnvironmentImagePlan(plan.withRequirements(requirements).withNotes(notes));
    }

    /** Returns whether anything is installed. */
    boolean isEmpty() {
        return environment.requirements().isEmpty();
    }

    /** Returns a hash that environments with one image share, whatever their names. */
    String contentKey() {
        Map<String, Object> content = new TreeMap<>();
        content.put("python", String.valueOf(environment.pythonVersion()));
        content.put("requirements", environment.requirements());
        content.put("variables", new TreeMap<>(environment.variables()));
        content.put("image", String.valueOf(environment.image()));
        return Sha256.hex(Json.bytes(content));
    }
}
