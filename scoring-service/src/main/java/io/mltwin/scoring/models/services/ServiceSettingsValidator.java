package io.mltwin.scoring.models.services;

import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.scoring.ModelManagementErrors.badRequestIf;

import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.models.services.ServiceRequestBody.AutoScaler;
import io.mltwin.scoring.models.services.ServiceRequestBody.ContainerResources;
import io.mltwin.scoring.models.services.ServiceRequestBody.DataCollection;
import io.mltwin.scoring.models.services.ServiceRequestBody.LivenessProbe;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Refuses the settings of a service that would change nothing here, and lets pass those that say
 * what is done anyway, such as the defaults that Azure's own clients send: a container without a
 * probe, a GPU or data collection.
 *
 * <p>Deviation: {@code cpu} and {@code memoryInGB} are what a container may expect and no limits;
 * what the machine does not have is refused.
 */
final class ServiceSettingsValidator {

    private static final int MOST_REPLICAS = 10;
    private static final int ALL = 100;
    private static final int LONGEST_WAIT_MS = 180_000;
    private static final double KB_OF_GB = 1 << 20;
    private static final LivenessProbe PROBE_BY_DEFAULT = new LivenessProbe(3, 1, 2, 10, 310);
    private static final String PREFIX_RESOURCES = "containerResourceRequirements.";

    private ServiceSettingsValidator() {}

    /** Refuses with 400 what is no value of a setting, and with 501 what is not built. */
    static void validate(ServiceRequestBody request) {
        requirePositive("numReplicas", request.numReplicas());
        requireFew("numReplicas", request.numReplicas(), mostReplicas(request));
        requirePositive("maxConcurrentRequestsPerContainer", request.maxConcurrentRequestsPerContainer());
        requirePositive("maxQueueWaitMs", request.maxQueueWaitMs());
        requireFew("maxQueueWaitMs", request.maxQueueWaitMs(), LONGEST_WAIT_MS);
        requirePositive("scoringTimeoutMs", request.scoringTimeoutMs());
        if (request.autoScaler() != null) {
            validate(request.autoScaler(), mostReplicas(request));
        }
        if (request.containerResourceRequirements() != null) {
            validate(request.containerResourceRequirements());
        }
        if (request.dataCollection() != null) {
            validate(request.dataCollection());
        }
        if (request.livenessProbeRequirements() != null) {
            validate(request.livenessProbeRequirements());
        }
        if (request.dnsNameLabel() != null) {
            throw notBuilt("dnsNameLabel", "the service's name gives its host", "Leave it out.");
        }
    }

    /** A service on ACI is one container group. */
    private static int mostReplicas(ServiceRequestBody request) {
        return AsciiCase.equal("AKS", String.valueOf(request.computeType())) ? MOST_REPLICAS : 1;
    }

    private static void requireFew(String setting, Integer value, int most) {
        badRequestIf(
                value != null && value > most,
                "InvalidSetting",
                "The setting '%s' of this service must be at most %s.",
                setting,
                most);
    }

    private static void validate(AutoScaler scaler, int most) {
        requirePositive("autoScaler.minReplicas", scaler.minReplicas());
        requirePositive("autoScaler.maxReplicas", scaler.maxReplicas());
        requirePositive("autoScaler.targetUtilization", scaler.targetUtilization());
        requirePositive("autoScaler.refreshPeriodInSeconds", scaler.refreshPeriodInSeconds());
        requireFew("autoScaler.targetUtilization", scaler.targetUtilization(), ALL);
        if (!Boolean.TRUE.equals(scaler.autoscaleEnabled())) {
            return;
        }
        requireFew("autoScaler.minReplicas", scaler.minReplicas(), most);
        requireFew("autoScaler.maxReplicas", scaler.maxReplicas(), most);
        badRequestIf(
                scaler.minReplicas() != null
                        && scaler.maxReplicas() != null
                        && scaler.minReplicas() > scaler.maxReplicas(),
                "InvalidSetting",
                "The setting 'autoScaler.minReplicas' must be at most 'autoScaler.maxReplicas'.");
    }

    private static void validate(ContainerResources resources) {
        requirePositive(PREFIX_RESOURCES + "cpu", resources.cpu());
        requirePositive(PREFIX_RESOURCES + "memoryInGB", resources.memoryInGB());
        int processors = Runtime.getRuntime().availableProcessors();
        requireAtMost("cpu", resources.cpu(), processors);
        requireAtMost("memoryInGB", resources.memoryInGB(), memoryInGb());
        refuseLimit("cpuLimit", resources.cpuLimit());
        refuseLimit("memoryInGBLimit", resources.memoryInGBLimit());
        refuseDevices("gpu", resources.gpu());
        refuseDevices("fpga", resources.fpga());
    }

    /** Of the machine, also where this service has less: it is not the one that runs containers. */
    private static double memoryInGb() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/meminfo"))) {
            return lines.filter(line -> line.startsWith("MemTotal:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / KB_OF_GB;
        } catch (IOException e) {
            throw new UncheckedIOException("the machine does not tell its memory", e);
        }
    }

    private static void requireAtMost(String name, BigDecimal value, double most) {
        if (value != null && value.doubleValue() > most) {
            throw notBuilt(
                    PREFIX_RESOURCES + name,
                    String.format(Locale.ROOT, "the machine has %.1f", most),
                    "Give at most that.");
        }
    }

    private static void refuseLimit(String name, BigDecimal limit) {
        if (limit != null) {
            throw notBuilt(PREFIX_RESOURCES + name, "containers have no limit of their own", "Leave it out.");
        }
    }

    private static void refuseDevices(String name, Integer number) {
        if (number != null && number != 0) {
            throw notBuilt(PREFIX_RESOURCES + name, "containers have none", "Leave it out, or give 0.");
        }
    }

    private static void validate(DataCollection collection) {
        refuseCollection("storageEnabled", collection.storageEnabled());
        refuseCollection("eventHubEnabled", collection.eventHubEnabled());
    }

    private static void refuseCollection(String name, Boolean enabled) {
        if (Boolean.TRUE.equals(enabled)) {
            throw notBuilt(
                    "dataCollection." + name, "no inputs or predictions are collected", "Leave it out, or give false.");
        }
    }

    private static void validate(LivenessProbe probe) {
        if (differs(probe.failureThreshold(), PROBE_BY_DEFAULT.failureThreshold())
                || differs(probe.successThreshold(), PROBE_BY_DEFAULT.successThreshold())
                || differs(probe.timeoutSeconds(), PROBE_BY_DEFAULT.timeoutSeconds())
                || differs(probe.periodSeconds(), PROBE_BY_DEFAULT.periodSeconds())
                || differs(probe.initialDelaySeconds(), PROBE_BY_DEFAULT.initialDelaySeconds())) {
            throw notBuilt(
                    "livenessProbeRequirements",
                    "a container is replaced when it ends or does not answer in time, without a probe",
                    "Leave it out, or give Azure's defaults.");
        }
    }

    private static boolean differs(Integer given, Integer byDefault) {
        return given != null && !given.equals(byDefault);
    }

    private static void requirePositive(String setting, Number value) {
        badRequestIf(
                value != null && new BigDecimal(value.toString()).signum() <= 0,
                "InvalidSetting",
                "The setting '%s' must be more than 0.",
                setting);
    }

    private static AzureException notBuilt(String setting, String why, String instead) {
        return settingNotBuilt(setting, why, instead);
    }
}
