package io.mltwin.scoring.registry.images.build;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The configuration of an image (OCI image specification 1.1): what a container of it is started
 * with. It has no time, so that the same parts make the same digest.
 */
public record ImageConfiguration(
        String architecture, String os, String variant, Settings config, RootFileSystem rootfs) {

    /** The settings of a container unless {@code docker run} says otherwise. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    public record Settings(
            @JsonProperty("User") String user,
            @JsonProperty("ExposedPorts") SortedMap<String, Map<String, String>> exposedPorts,
            @JsonProperty("Env") List<String> env,
            @JsonProperty("Entrypoint") List<String> entrypoint,
            @JsonProperty("Cmd") List<String> cmd,
            @JsonProperty("WorkingDir") String workingDir,
            @JsonProperty("Labels") SortedMap<String, String> labels) {}

    /** Digests of the layers without compression, in their order. */
    public record RootFileSystem(
            String type, @JsonProperty("diff_ids") List<String> diffIds) {}

    public ImageConfiguration {
        config = config == null ? new Settings(null, null, List.of(), null, null, null, null) : config;
    }

    static ImageConfiguration empty() {
        return new ImageConfiguration(ownArchitecture(), "linux", null, null, new RootFileSystem("layers", List.of()));
    }

    /** Returns this machine's architecture, by its name in images. */
    static String ownArchitecture() {
        String own = System.getProperty("os.arch");
        return own.equals("aarch64") ? "arm64" : own;
    }

    ImageConfiguration withUser(String user) {
        return new ImageConfiguration(
                architecture,
                os,
                variant,
                new Settings(
                        user,
                        config.exposedPorts(),
                        config.env(),
                        config.entrypoint(),
                        config.cmd(),
                        config.workingDir(),
                        config.labels()),
                rootfs);
    }

    ImageConfiguration withoutLayers() {
        return new ImageConfiguration(architecture, os, variant, config, new RootFileSystem("layers", List.of()));
    }

    /** Adds a layer on top. */
    ImageConfiguration withLayer(String diffId) {
        List<String> all = new ArrayList<>(rootfs.diffIds());
        all.add(diffId);
        return new ImageConfiguration(architecture, os, variant, config, new RootFileSystem("layers", all));
    }

    /** Gives the image what a web service is started with; its variables go over the base's. */
    ImageConfiguration serving(
            List<String> entrypoint,
            int port,
            String workingDir,
            Map<String, String> variables,
            Map<String, String> labels) {
        Map<String, String> env = new LinkedHashMap<>();
        if (config.env() != null) {
            config.env().forEach(entry -> put(env, entry));
        }
        env.putAll(new TreeMap<>(variables));
        SortedMap<String, String> allLabels = new TreeMap<>(config.labels() == null ? Map.of() : config.labels());
        allLabels.putAll(labels);
        SortedMap<String, Map<String, String>> ports = new TreeMap<>();
        ports.put(port + "/tcp", Map.of());
        return new ImageConfiguration(
                architecture,
                os,
                variant,
                new Settings(
                        config.user(),
                        ports,
                        env.entrySet().stream()
                                .map(entry -> entry.getKey() + "=" + entry.getValue())
                                .toList(),
                        entrypoint,
                        null,
                        workingDir,
                        allLabels),
                rootfs);
    }

    /** Returns the value of a variable, or the other text where it has none. */
    public String variable(String name, String otherwise) {
        Map<String, String> env = new LinkedHashMap<>();
        if (config.env() != null) {
            config.env().forEach(entry -> put(env, entry));
        }
        return env.getOrDefault(name, otherwise);
    }

    /** Returns the value of a label, or null where it has none. */
    public String label(String name) {
        return config.labels() == null ? null : config.labels().get(name);
    }

    private static void put(Map<String, String> env, String entry) {
        int equals = entry.indexOf('=');
        if (equals > 0) {
            env.put(entry.substring(0, equals), entry.substring(equals + 1));
        }
    }
}
