package io.mltwin.scoring.models.services;

import static io.mltwin.armweb.AzureException.badRequest;
import static io.mltwin.armweb.AzureException.settingNotBuilt;
import static io.mltwin.armweb.AzureException.settingNotBuiltIf;
import static io.mltwin.encoding.Absence.isTrue;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.scoring.models.services.ServiceRequestBody.AutoScaler;
import io.mltwin.scoring.models.services.ServiceRequestBody.ContainerResources;
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
    private static final double LEAST = Double.MIN_VALUE;
    private static final double MOST = Double.MAX_VALUE;
    private static final LivenessProbe PROBE_BY_DEFAULT = new LivenessProbe(3, 1, 2, 10, 310);
    private static final String RESOURCES = "containerResourceRequirements.";
    private static final String POSITIVE = "must be more than 0.";
    private static final String NO_DEVICES = "containers have none";
    private static final String OR_ZERO = "Leave it out, or give 0.";
    private static final String LEAVE_OUT = "Leave it out.";

    private static final Rules<ServiceRequestBody> ON_ACI = rules(1);
    private static final Rules<ServiceRequestBody> ON_AKS = rules(MOST_REPLICAS);

    private ServiceSettingsValidator() {}

    /** Refuses with 400 what is no value of a setting, and with 501 what is not built. */
    static void validate(ServiceRequestBody request) {
        (AsciiCase.equal("AKS", request.computeType()) ? ON_AKS : ON_ACI).check(request);
    }

    /**
     * Returns the rules of services on one kind of compute.
     *
     * @param most replicas; a service on ACI is one container group
     */
    private static Rules<ServiceRequestBody> rules(int most) {
        return table().range(LEAST, MOST, POSITIVE, "numReplicas")
                .range(LEAST, most, atMost(most), "numReplicas")
                .range(LEAST, MOST, POSITIVE, "maxConcurrentRequestsPerContainer", "maxQueueWaitMs")
                .range(LEAST, LONGEST_WAIT_MS, atMost(LONGEST_WAIT_MS), "maxQueueWaitMs")
                .range(LEAST, MOST, POSITIVE, "scoringTimeoutMs")
                .part("autoScaler", scaling(most)::check)
                .range(LEAST, MOST, POSITIVE, RESOURCES + "cpu", RESOURCES + "memoryInGB")
                .part("containerResourceRequirements", ServiceSettingsValidator::validateMachine)
                .settingNotBuilt(
                        "containers have no limit of their own",
                        LEAVE_OUT,
                        RESOURCES + "cpuLimit",
                        RESOURCES + "memoryInGBLimit")
                .settingNotBuiltBut(RESOURCES + "gpu", NO_DEVICES, OR_ZERO, "0")
                .settingNotBuiltBut(RESOURCES + "fpga", NO_DEVICES, OR_ZERO, "0")
                .settingNotBuiltIfAsked(
                        "no inputs or predictions are collected",
                        "Leave it out, or give false.",
                        "dataCollection.storageEnabled",
                        "dataCollection.eventHubEnabled")
                .part("livenessProbeRequirements", ServiceSettingsValidator::validateProbe)
                .settingNotBuilt("the service's name gives its host", LEAVE_OUT, "dnsNameLabel");
    }

    private static Rules<AutoScaler> scaling(int most) {
        return scaler().range(
                        LEAST,
                        MOST,
                        POSITIVE,
                        "minReplicas",
                        "maxReplicas",
                        "targetUtilization",
                        "refreshPeriodInSeconds")
                .range(LEAST, ALL, atMost(ALL), "targetUtilization")
                .when(
                        scaler -> isTrue(scaler.autoscaleEnabled()),
                        scaler().range(LEAST, most, atMost(most), "minReplicas", "maxReplicas")
                                .refuse(
                                        ServiceSettingsValidator::isReversed,
                                        "minReplicas",
                                        "must be at most 'autoScaler.maxReplicas'.")::check);
    }

    private static boolean isReversed(AutoScaler scaler) {
        return scaler.minReplicas() != null
                && scaler.maxReplicas() != null
                && scaler.minReplicas() > scaler.maxReplicas();
    }

    private static void validateMachine(ContainerResources resources) {
        requireAtMost("cpu", resources.cpu(), Runtime.getRuntime().availableProcessors());
        requireAtMost("memoryInGB", resources.memoryInGB(), memoryInGb());
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
            throw settingNotBuilt(
                    RESOURCES + name, String.format(Locale.ROOT, "the machine has %.1f", most), "Give at most that.");
        }
    }

    private static void validateProbe(LivenessProbe probe) {
        settingNotBuiltIf(
                differs(probe.failureThreshold(), PROBE_BY_DEFAULT.failureThreshold())
                        || differs(probe.successThreshold(), PROBE_BY_DEFAULT.successThreshold())
                        || differs(probe.timeoutSeconds(), PROBE_BY_DEFAULT.timeoutSeconds())
                        || differs(probe.periodSeconds(), PROBE_BY_DEFAULT.periodSeconds())
                        || differs(probe.initialDelaySeconds(), PROBE_BY_DEFAULT.initialDelaySeconds()),
                "livenessProbeRequirements",
                "a container is replaced when it ends or does not answer in time, without a probe",
                "Leave it out, or give Azure's defaults.");
    }

    private static boolean differs(Integer given, Integer byDefault) {
        return given != null && !given.equals(byDefault);
    }

    private static String atMost(int most) {
        return "of this service must be at most " + most + ".";
    }

    private static Rules<ServiceRequestBody> table() {
        return Rules.of(ServiceRequestBody.class, "", ServiceSettingsValidator::invalid);
    }

    private static Rules<AutoScaler> scaler() {
        return Rules.of(AutoScaler.class, "autoScaler.", ServiceSettingsValidator::invalid);
    }

    private static AzureException invalid(String setting, String why) {
        return badRequest("InvalidSetting", "The setting '%s' %s", setting, why);
    }
}
