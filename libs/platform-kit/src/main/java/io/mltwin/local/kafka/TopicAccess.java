package io.mltwin.local.kafka;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/**
 * Sets which service may do what with which topic; a service that is not named here may do nothing.
 */
public final class TopicAccess {
    private static final String TELEMETRY = "telemetry";

    /** A broker that has just begun to listen may be busy with its start. */
    private static final String PATIENCE_MILLIS = "300000";

    private static final List<String> TOPICS = List.of("scoring-requests", "activity-log", "metrics", "diagnostics");

    private final Properties operator;
    private final Path marker;

    /** marker remembers what was set, so that an unchanged start asks nothing. */
    public TopicAccess(Properties operator, Path marker) {
        this.operator = new Properties();
        this.operator.putAll(operator);
        this.operator.setProperty("default.api.timeout.ms", PATIENCE_MILLIS);
        this.marker = marker;
    }

    /**
     * All rights: publishers write their topics, telemetry makes and reads all of them and keeps
     * the dead letters.
     */
    static List<AclBinding> bindings() {
        List<AclBinding> bindings = new ArrayList<>();
        writes(bindings, "scoring", List.of("scoring-requests", "activity-log", "metrics", "diagnostics"));
        for (String service : List.of("workspace", "compute", "keyvault", "identity")) {
            writes(bindings, service, List.of("activity-log", "metrics", "diagnostics"));
        }
        for (String topic : TOPICS) {
            for (AclOperation operation : List.of(
                    AclOperation.CREATE, AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS, AclOperation.READ)) {
                bindings.add(allow(TELEMETRY, ResourceType.TOPIC, topic, PatternType.LITERAL, operation));
            }
            for (AclOperation operation :
                    List.of(AclOperation.CREATE, AclOperation.DESCRIBE, AclOperation.READ, AclOperation.WRITE)) {
                bindings.add(
                        allow(TELEMETRY, ResourceType.TOPIC, topic + ".dead-letter", PatternType.LITERAL, operation));
            }
        }
        bindings.add(allow(TELEMETRY, ResourceType.GROUP, TELEMETRY, PatternType.PREFIXED, AclOperation.READ));
        bindings.add(allow(TELEMETRY, ResourceType.GROUP, TELEMETRY, PatternType.PREFIXED, AclOperation.DESCRIBE));
        bindings.add(idempotentWrite(TELEMETRY));
        return bindings;
    }

    private static void writes(List<AclBinding> bindings, String service, List<String> topics) {
        for (String topic : topics) {
            bindings.add(allow(service, ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.WRITE));
            bindings.add(allow(service, ResourceType.TOPIC, topic, PatternType.LITERAL, AclOperation.DESCRIBE));
        }
        bindings.add(idempotentWrite(service));
    }

    private static AclBinding idempotentWrite(String service) {
        return allow(
                service, ResourceType.CLUSTER, "kafka-cluster", PatternType.LITERAL, AclOperation.IDEMPOTENT_WRITE);
    }

    private static AclBinding allow(
            String service, ResourceType type, String name, PatternType pattern, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + service, "*", operation, AclPermissionType.ALLOW));
    }

    /** Brings the broker's ACLs to exactly these; skipped when they were brought there before. */
    public void ensure() throws IOException, InterruptedException {
        List<AclBinding> wanted = bindings();
        String description = wanted.stream().map(AclBinding::toString).sorted().collect(Collectors.joining("\n"));
        if (Files.exists(marker) && BoundedContent.text(marker).equals(description)) {
            return;
        }
        try (Admin admin = Admin.create(operator)) {
            Collection<AclBinding> present =
                    admin.describeAcls(AclBindingFilter.ANY).values().get();
            List<AclBindingFilter> surplus = present.stream()
                    .filter(acl -> !wanted.contains(acl))
                    .map(AclBinding::toFilter)
                    .toList();
            if (!surplus.isEmpty()) {
                admin.deleteAcls(surplus).all().get();
            }
            admin.createAcls(wanted).all().get();
        } catch (ExecutionException e) {
            throw new IOException(
                    "Kafka's access rules cannot be set: " + e.getCause().getMessage(), e.getCause());
        }
        DataFolder.writePrivate(marker, description);
    }
}
