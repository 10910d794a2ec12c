package io.mltwin.node.image;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.mltwin.encoding.Sha256;
import io.mltwin.node.calls.NodeHttp;
import io.mltwin.node.job.JobBody;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * An environment as an OCI image: the reference of its base image, its virtual environment as a
 * layer, and its variables as configuration (OCI image specification 1.1).
 *
 * <p>Deviation: the layers of the base image are not in the image, since the system of a node
 * stands for it; Docker cannot run the image.
 */
public record EnvironmentImage(byte[] configuration, byte[] manifest) {

    public static final String MANIFEST = "application/vnd.oci.image.manifest.v1+json";

    private static final String CONFIGURATION = "application/vnd.oci.image.config.v1+json";
    private static final String LAYER = "application/vnd.oci.image.layer.v1.tar+gzip";
    private static final String BASE = "org.opencontainers.image.base.name";
    private static final String SYSTEM_PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    /** The same environment gives the same image at any time. */
    private static final String CREATED = "1970-01-01T00:00:00Z";

    public static EnvironmentImage of(JobBody.Environment environment, String home, EnvironmentLayer layer) {
        byte[] configuration = json(configuration(environment, home, layer));
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("schemaVersion", 2);
        manifest.put("mediaType", MANIFEST);
        manifest.put("config", descriptor(CONFIGURATION, digest(configuration), configuration.length));
        manifest.put("layers", List.of(descriptor(LAYER, layer.digest(), layer.size())));
        if (environment.image() != null) {
            manifest.put("annotations", Map.of(BASE, environment.image()));
        }
        return new EnvironmentImage(configuration, json(manifest));
    }

    public static String digest(byte[] content) {
        return "sha256:" + Sha256.hex(content);
    }

    private static Map<String, Object> configuration(
            JobBody.Environment environment, String home, EnvironmentLayer layer) {
        Map<String, String> variables = new TreeMap<>(environment.variables());
        variables.put("VIRTUAL_ENV", home);
        variables.put("PATH", home + "/bin:" + SYSTEM_PATH);
        Map<String, Object> configuration = new LinkedHashMap<>();
        configuration.put("created", CREATED);
        configuration.put("architecture", architecture());
        configuration.put("os", "linux");
        configuration.put(
                "config",
                Map.of(
                        "Env",
                        variables.entrySet().stream()
                                .map(one -> one.getKey() + "=" + one.getValue())
                                .toList()));
        configuration.put("rootfs", ordered("type", "layers", "diff_ids", List.of(layer.diffId())));
        configuration.put(
                "history",
                List.of(ordered(
                        "created",
                        CREATED,
                        "created_by",
                        "pip install "
                                + String.join(
                                        " ",
                                        PipRequirements.of(environment.requirements())
                                                .shown()))));
        return configuration;
    }

    private static Map<String, Object> descriptor(String type, String digest, long size) {
        Map<String, Object> descriptor = ordered("mediaType", type, "digest", digest);
        descriptor.put("size", size);
        return descriptor;
    }

    private static Map<String, Object> ordered(String first, Object value, String second, Object other) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(first, value);
        map.put(second, other);
        return map;
    }

    private static String architecture() {
        String name = System.getProperty("os.arch");
        return name.equals("aarch64") ? "arm64" : name;
    }

    private static byte[] json(Object value) {
        try {
            return NodeHttp.JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
