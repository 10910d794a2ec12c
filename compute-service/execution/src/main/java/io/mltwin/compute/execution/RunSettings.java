package io.mltwin.compute.execution;

import static io.mltwin.armweb.AzureException.settingNotBuilt;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.Map;
import java.util.Set;

/**
 * Refuses the settings of a run that nothing here enforces: a setting is read, or it has a value
 * with which Azure's runs are the same as without it, or it answers 501 by its name.
 */
final class RunSettings {

    /** The settings that are read, and sections of frameworks and targets that are refused. */
    private static final Set<String> READ = Set.of(
            "script",
            "arguments",
            "target",
            "dataReferences",
            "jobName",
            "maxRunDurationSeconds",
            "docker.useDocker",
            "environment",
            "spark",
            "hdi",
            "tensorflow",
            "mpi",
            "pyTorch",
            "parallelTask",
            "containerInstance",
            "cmk8sCompute",
            "aiSuperComputer",
            "kubernetesCompute");

    /** The defaults that azureml-core sends, of settings that are not read. */
    private static final Map<String, String> DEFAULTS = Map.ofEntries(
            Map.entry("useabsolutepath", "false"),
            Map.entry("framework", "\"Python\""),
            Map.entry("communicator", "\"None\""),
            Map.entry("nodecount", "1"),
            Map.entry("credentialpassthrough", "false"),
            Map.entry("history.outputcollection", "true"),
            Map.entry("history.directoriestowatch", "[\"logs\"]"),
            Map.entry("history.snapshotproject", "true"),
            Map.entry("history.enablemlflowtracking", "true"),
            Map.entry("amlcompute.retaincluster", "false"),
            Map.entry("amlcompute.clustermaxnodecount", "1"),
            Map.entry("docker.sharedvolumes", "true"),
            Map.entry("docker.shmsize", "\"2g\""),
            Map.entry("commandreturncodeconfig.returncode", "\"Zero\""));

    private RunSettings() {}

    /** Refuses what {@code configuration} asks for and would not get. */
    static void check(JsonNode configuration) {
        configuration.properties().forEach(one -> check(one.getKey(), one.getValue()));
    }

    private static void check(String path, JsonNode given) {
        if (READ.contains(path)
                || given.isNull()
                || given.isTextual() && given.asText().isEmpty()) {
            return;
        }
        if (given.isObject() && (path.indexOf('.') < 0 || !given.isEmpty())) {
            given.properties().forEach(one -> check(path + "." + one.getKey(), one.getValue()));
        } else if (!(given.isArray() && given.isEmpty())
                && !AsciiCase.equal(given.toString(), DEFAULTS.get(AsciiCase.lower(path)))) {
            throw notBuilt(path, "a run would be the same with another value", "Leave it out.");
        }
    }

    static AzureException notBuilt(String setting, String why, String instead) {
        return settingNotBuilt("configuration." + setting, why, instead);
    }
}
