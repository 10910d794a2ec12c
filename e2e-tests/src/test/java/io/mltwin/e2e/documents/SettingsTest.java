package io.mltwin.e2e.documents;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaFieldAccess.AccessType;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaParameter;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * No setting of a request is accepted in silence: code or a table of rules reads each property of
 * each body that services take, or this table names it with the reason why nothing has to. What only a mapper
 * reads is stored and shown, and counts as not read.
 */
@OnlyOn(value = Target.PROCESSES, because = "it reads class files, and starts nothing")
class SettingsTest {

    private static final String ROUTES = "jakarta.ws.rs.(POST|PUT|PATCH|DELETE)";
    private static final String BODIES = ".*(Body|Request|Payload|Configuration)";

    private static final Pattern TABLE = Pattern.compile("Rules<((?:\\w+\\.)?(\\w+))>");

    private static final Pattern PATH = Pattern.compile("\"((?:\\w+\\.)*\\w+)\"");

    private static final List<RuleTables> RULES = rules();
    private static final JavaClasses CLASSES = classes();

    private static final String WITHOUT_EFFECT = "mltwin has nothing that it would change";

    /** Records of which no property need be read, by the reason; all begin with io.mltwin. */
    private static final Map<String, List<String>> RECORDS = Map.of(
            "an answer alone",
            List.of(
                    "compute.runs.RunBody$",
                    "compute.snapshots.SnapshotBody",
                    "console.",
                    "identity.directory.graph.GraphBody$",
                    "keyvault.certificates.CertificateBody$Order",
                    "scoring.registry.images.ImageBody",
                    "scoring.registry.registries.TokenBody$Credentials",
                    "scoring.registry.registries.TokenBody$Password",
                    "workspace.databricks.DatabricksBody$CreatedBy",
                    "workspace.databricks.DatabricksBody$StorageIdentity",
                    "workspace.network.PrivateEndpointBody$DnsConfig",
                    "workspace.network.virtualnetworks.SubnetBody$Link"),
            "data, which a mapper makes rows of, and no settings",
            List.of(
                    "compute.metrics.MetricBody",
                    "compute.metrics.MetricV2Body$Value",
                    "events.",
                    "node.job.JobBody$Environment",
                    "telemetry.diagnostics.DiagnosticBody",
                    "telemetry.ingest.IngestBody$"),
            "one mapper makes the rows of it that are read, in both forms",
            List.of(
                    "compute.datastores.ArmDatastoreBody",
                    "compute.datastores.DatastoreBody",
                    "workspace.storage.accounts.StorageAccountRequest$IpRule"));

    /** Properties that no code need read, by the reason; a star stands for every record. */
    private static final Map<String, List<String>> PROPERTIES = Map.of(
            "Azure makes it, and what a request says of it does not count",
            List.of(
                    "*.id",
                    "*.name",
                    "*.type",
                    "*.odataType",
                    "*.systemData",
                    "*.provisioningState",
                    "*.createdBy",
                    "*.createdDate",
                    "*.createdDateTime",
                    "*.createdOn",
                    "*.createdTime",
                    "*.creationDate",
                    "*.creationTime",
                    "*.modifiedDate",
                    "*.modifiedTime",
                    "*.updatedBy",
                    "*.updatedOn",
                    "*.principalId",
                    "*.clientId",
                    "*.tenantId",
                    "*.resourceGuid",
                    "ArmKeyService$ArmKeyBody$Properties.keyUri",
                    "ArmKeyService$ArmKeyBody$Properties.keyUriWithVersion",
                    "ArmSecretBody$Properties.secretUri",
                    "ArmSecretBody$Properties.secretUriWithVersion",
                    "ComponentBody$Properties.appId",
                    "ComponentBody$Properties.applicationId",
                    "ComponentBody$Properties.connectionString",
                    "ComponentBody$Properties.instrumentationKey",
                    "ComponentBody$Properties.version",
                    "CosmosAccountBody$Location.documentEndpoint",
                    "CosmosAccountBody$Properties.documentEndpoint",
                    "CosmosAccountBody$Properties.readLocations",
                    "CosmosAccountBody$Properties.writeLocations",
                    "DatabricksBody$Properties.dbfsEncryption",
                    "DatabricksBody$Properties.storageAccountIdentity",
                    "DatabricksBody$Properties.workspaceId",
                    "DatabricksBody$Properties.workspaceUrl",
                    "LogWorkspaceBody$Properties.customerId",
                    "MetricV2Body.continuationToken",
                    "MetricV2Body.nextLink",
                    "ModelBody.version",
                    "ModelVersionBody$Properties.latestVersion",
                    "ModelVersionBody$Properties.nextVersion",
                    "PricingBody$Properties.enablementTime",
                    "PricingBody$Properties.freeTrialRemainingTime",
                    "PrivateEndpointBody$ConnectionProperties.privateLinkServiceConnectionState",
                    "PrivateEndpointBody$Properties.customDnsConfigs",
                    "PrivateEndpointBody$Properties.networkInterfaces",
                    "PrivateEndpointBody$State.actionsRequired",
                    "PrivateEndpointBody$State.description",
                    "PrivateEndpointBody$State.status",
                    "PrivateEndpointConnectionBody$PrivateEndpoint.subnetArmId",
                    "PrivateEndpointConnectionBody$Properties.privateEndpoint",
                    "PrivateEndpointConnectionBody$State.actionsRequired",
                    "RotationPolicyBody$PolicyAttributes.updated",
                    "SearchServiceBody$Properties.status",
                    "SecurityGroupBody$Properties.defaultSecurityRules",
                    "SecurityGroupBody$Properties.networkInterfaces",
                    "SecurityGroupBody$Properties.subnets",
                    "SubnetBody$Properties.privateEndpoints",
                    "SubnetBody$Properties.serviceAssociationLinks",
                    "VaultBody$Properties.vaultUri",
                    "WorkspaceBody$Properties.discoveryUrl",
                    "WorkspaceBody$Properties.mlFlowTrackingUri",
                    "WorkspaceBody$Properties.notebookInfo",
                    "WorkspaceBody$Properties.privateEndpointConnections",
                    "WorkspaceBody$Properties.privateLinkCount",
                    "WorkspaceBody$Properties.serviceProvisionedResourceGroup",
                    "WorkspaceBody$Properties.storageHnsEnabled",
                    "WorkspaceBody$Properties.workspaceId"),
            "it describes a thing to people, and is shown",
            List.of(
                    "*.description",
                    "*.displayName",
                    "*.isArchived",
                    "*.kvTags",
                    "*.properties",
                    "*.tags",
                    "ComponentBody$Properties.requestSource",
                    "ComponentBody$Stored.requestSource",
                    "ContactsService$ContactsBody$Contact.phone",
                    "EnvironmentVersionBody$Properties.stage",
                    "IssuerBody$Administrator.email",
                    "IssuerBody$Administrator.firstName",
                    "IssuerBody$Administrator.lastName",
                    "IssuerBody$Administrator.phone",
                    "IssuerBody$Organization.administrators",
                    "LockProvider$LockBody$Owner.applicationId",
                    "ModelBody.datasets",
                    "ModelBody.experimentName",
                    "ModelBody.framework",
                    "ModelBody.frameworkVersion",
                    "ModelBody.parentModelId",
                    "ModelBody.runId",
                    "OnlineDeploymentBody.kind"),
            "the kit of types reads it from the body",
            List.of(
                    "BatchDeploymentBody.location",
                    "BatchEndpointBody.location",
                    "OnlineDeploymentBody.location",
                    "OnlineEndpointBody.location"),
            "one service tells it another one, which decides nothing by it, or reads it by a record of its own",
            List.of(
                    "ClockResource$ClockBody.now",
                    "NodeResource$NextBody.state",
                    "Workspace$CustomerKeyBody.keyVaultId",
                    "WorkspaceKeys$KeyBody.workspace"),
            "the row of it is read",
            List.of(
                    "ComponentBody$Stored.directory",
                    "EnvironmentVersionBody$Properties.isAnonymous",
                    "ImageRequest.targetRuntime",
                    "ModelBody.unpack",
                    "StorageAccountRequest$Properties.allowBlobPublicAccess",
                    "StorageAccountRequest$Properties.allowSharedKeyAccess"),
            "the JSON of it is read, as a job's of another kind is",
            List.of(
                    "BatchJobBody$Input.value",
                    "PipelineJobBody$InputBody.jobInputType",
                    "PipelineJobBody$InputBody.mode",
                    "PipelineJobBody$InputBody.uri"),
            "what it stands beside is refused, or has one value",
            List.of(
                    "EnvironmentDefinitionBody$MavenPackage.artifact",
                    "EnvironmentDefinitionBody$MavenPackage.group",
                    "EnvironmentDefinitionBody$MavenPackage.version",
                    "IssuerBody$Credentials.password",
                    "RoleAssignmentBody$Properties.conditionVersion",
                    "RoleAssignmentBody$Properties.scope",
                    "SettingBody$Retention.enabled"),
            WITHOUT_EFFECT,
            List.of(
                    "BatchJobBody$Output.mode",
                    "CertificatePolicyBody$Issuer.cty",
                    "CertificatePolicyBody$Issuer.transparency",
                    "CertificatePolicyBody.attributes",
                    "ComponentBody$Stored.workspaceResourceId",
                    "CosmosAccountBody$Location.failoverPriority",
                    "DatabricksBody$Sku.tier",
                    "EnvironmentDefinitionBody.inferencingStackVersion",
                    "MetricV2Body$Batch.reportErrors",
                    "SecurityGroupBody$Properties.flushConnection",
                    "SettingBody$Metrics.timeGrain",
                    "SettingBody$Properties.logAnalyticsDestinationType",
                    "StorageAccountRequest$Properties.allowCrossTenantReplication",
                    "StorageAccountRequest$Properties.defaultToOAuthAuthentication",
                    "StorageAccountRequest$Properties.largeFileSharesState",
                    "VaultBody$NetworkRule.ignoreMissingVnetServiceEndpoint"),
            "a resource of this type has no region",
            List.of(
                    "ArmKeyService$ArmKeyBody.location",
                    "ArmSecretBody.location",
                    "AssignmentBody.location",
                    "DataFactoryBody.location",
                    "SshPublicKeyBody.location",
                    "VaultBody$AccessPoliciesBody.location"));

    @Test
    void eachPropertyOfEachBodyIsReadOrNamedWithAReason() {
        Set<String> unread = unread(bodies(CLASSES));

        assertThat(unread).filteredOn(property -> !isNamed(property)).isEmpty();
    }

    @Test
    void nothingIsNamedThatCodeReads() {
        Set<String> unread = unread(bodies(CLASSES));

        assertThat(PROPERTIES.values().stream().flatMap(List::stream))
                .filteredOn(named -> unread.stream().noneMatch(one -> isOf(one, named)))
                .isEmpty();
        assertThat(RECORDS.values().stream().flatMap(List::stream))
                .filteredOn(named -> unread.stream().noneMatch(one -> one.startsWith(named)))
                .isEmpty();
    }

    @Test
    void theDocumentNamesSettingsWithoutEffect() throws IOException {
        String document = Files.readString(Checkout.find().root().resolve("docs/fidelity.md"));

        assertThat(PROPERTIES.get(WITHOUT_EFFECT))
                .map(property -> property.substring(property.lastIndexOf('.') + 1))
                .allMatch(setting -> document.contains("`" + setting + "`"));
    }

    private static boolean isNamed(String property) {
        return RECORDS.values().stream().flatMap(List::stream).anyMatch(property::startsWith)
                || PROPERTIES.values().stream().flatMap(List::stream).anyMatch(named -> isOf(property, named));
    }

    private static boolean isOf(String property, String named) {
        return property.endsWith(named.startsWith("*") ? named.substring(1) : "." + named);
    }

    private static JavaClasses classes() {
        try (Stream<Path> folders = Files.walk(Checkout.find().root(), 4)) {
            return new ClassFileImporter()
                    .importPaths(folders.filter(folder -> folder.endsWith("target/classes"))
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What resources take, what is read from JSON by its class, and all records within. */
    private static Set<JavaClass> bodies(JavaClasses classes) {
        Deque<JavaClass> found = new ArrayDeque<>();
        for (JavaClass one : classes) {
            one.getReferencedClassObjects().forEach(named -> found.add(named.getRawType()));
            one.getMethods().stream()
                    .filter(SettingsTest::isRoute)
                    .flatMap(route -> route.getParameters().stream())
                    .filter(given -> given.getAnnotations().isEmpty())
                    .map(JavaParameter::getType)
                    .forEach(type -> found.addAll(type.getAllInvolvedRawTypes()));
        }
        Set<JavaClass> bodies = new HashSet<>();
        while (!found.isEmpty()) {
            JavaClass body = found.pop();
            if (body.isRecord() && body.getName().startsWith("io.mltwin.") && bodies.add(body)) {
                properties(body).forEach(one -> found.addAll(one.getAllInvolvedRawTypes()));
            }
        }
        return bodies.stream()
                .filter(body -> around(body).anyMatch(one -> one.getSimpleName().matches(BODIES)))
                .collect(Collectors.toSet());
    }

    private static boolean isRoute(JavaMethod method) {
        return method.getAnnotations().stream()
                .anyMatch(one -> one.getRawType().getName().matches(ROUTES));
    }

    private static Stream<JavaField> properties(JavaClass body) {
        return body.getFields().stream().filter(field -> !field.getModifiers().contains(JavaModifier.STATIC));
    }

    private static Set<String> unread(Set<JavaClass> bodies) {
        return bodies.stream()
                .flatMap(SettingsTest::properties)
                .filter(property -> !isRead(property))
                .map(JavaField::getFullName)
                .map(name -> name.substring("io.mltwin.".length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static boolean isRead(JavaField property) {
        JavaClass body = property.getOwner();
        if (isNamedByRules(body, property.getName())) {
            return true;
        }
        boolean byOthers = Stream.<JavaCodeUnitAccess<?>>concat(
                        body.getMethodCallsToSelf().stream(), body.getMethodReferencesToSelf().stream())
                .filter(call -> call.getTarget().getName().equals(property.getName()))
                .filter(call -> call.getTarget().getRawParameterTypes().isEmpty())
                .anyMatch(call -> around(call.getOriginOwner())
                        .noneMatch(reader -> reader.getSimpleName().endsWith("Mapper")));
        return byOthers
                || property.getAccessesToSelf().stream()
                        .filter(access -> access.getAccessType() == AccessType.GET)
                        .map(access -> access.getOrigin().getName())
                        .anyMatch(method -> !method.equals(property.getName()) && !method.equals("toString"));
    }

    /** A row of a table of rules for this body, or for a part of it, names the property by its path. */
    private static boolean isNamedByRules(JavaClass body, String property) {
        String outer = around(body)
                .map(JavaClass::getSimpleName)
                .filter(name -> name.matches(BODIES))
                .reduce((inner, next) -> next)
                .orElseThrow();
        return RULES.stream()
                .anyMatch(tables ->
                        tables.bodies().contains(outer) && tables.properties().contains(property));
    }

    /**
     * What one source file with tables of rules names.
     *
     * @param bodies the tables' own types, and those that such a type is nested in
     * @param properties each part of each path
     */
    private record RuleTables(Set<String> bodies, Set<String> properties) {

        static RuleTables of(String code) {
            Set<String> bodies = new HashSet<>();
            Set<String> properties = new HashSet<>();
            TABLE.matcher(code).results().forEach(table -> {
                bodies.add(table.group(1));
                Pattern.compile("\\b(\\w+)\\." + table.group(2) + "\\b")
                        .matcher(code)
                        .results()
                        .forEach(nested -> bodies.add(nested.group(1)));
            });
            PATH.matcher(code)
                    .results()
                    .forEach(path -> properties.addAll(List.of(path.group(1).split("\\."))));
            return new RuleTables(bodies, properties);
        }
    }

    private static List<RuleTables> rules() {
        try (Stream<Path> files = Files.walk(Checkout.find().root())) {
            return files.filter(path -> path.toString().matches(".*/src/main/java/.*\\.java"))
                    .map(SettingsTest::read)
                    .filter(code -> code.contains("import io.mltwin.armweb.Rules;"))
                    .map(RuleTables::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The class and those that it is nested in, from the inside. */
    private static Stream<JavaClass> around(JavaClass type) {
        return Stream.iterate(
                        Optional.of(type), Optional::isPresent, one -> one.get().getEnclosingClass())
                .map(Optional::get);
    }
}
