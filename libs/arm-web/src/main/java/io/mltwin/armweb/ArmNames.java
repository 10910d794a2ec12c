package io.mltwin.armweb;

import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The spelling Azure gives to provider namespaces and resource types, whatever case a client sent.
 */
final class ArmNames {

    private static final Map<String, String> NAMESPACES =
            byLowerCase("Microsoft.Resources Microsoft.Authorization Microsoft.PolicyInsights Microsoft.Network"
                    + " Microsoft.Storage Microsoft.DocumentDB Microsoft.Search Microsoft.MachineLearningServices"
                    + " Microsoft.ManagedIdentity Microsoft.KeyVault Microsoft.Compute Microsoft.HDInsight"
                    + " Microsoft.Databricks Microsoft.DataFactory Microsoft.ContainerRegistry"
                    + " Microsoft.ContainerService Microsoft.ContainerInstance Microsoft.Insights"
                    + " Microsoft.OperationalInsights Microsoft.Security");

    private static final Map<String, String> TYPES = byLowerCase(
            "subscriptions resourceGroups tenants locations deployments providers tags resources operations"
                    + " roleAssignments roleDefinitions denyAssignments permissions providerOperations elevateAccess"
                    + " locks policyAssignments policyDefinitions policySetDefinitions virtualNetworks subnets"
                    + " networkSecurityGroups securityRules privateEndpoints storageAccounts blobServices fileServices containers shares"
                    + " listKeys regenerateKey checkNameAvailability workspaces computes jobs schedules environments codes data"
                    + " components datastores models onlineEndpoints regenerateKeys getLogs skus batchEndpoints services versions usages quotas"
                    + " updateQuotas vmSizes computeOperationsStatus workspaceOperationsStatus privateEndpointConnections"
                    + " privateLinkResources connections userAssignedIdentities vaults deletedVaults deletedManagedHSMs accessPolicies secrets keys"
                    + " registries listCredentials regenerateCredential generateCredentials scopeMaps managedClusters containerGroups eventtypes"
                    + " diagnosticSettings metrics metricDefinitions assessments subAssessments pricings operationresults operationStatuses"
                    + " policyExemptions policyStates policyEvents queryResults summarize triggerEvaluation"
                    + " diagnosticSettingsCategories metricNamespaces tagNames resourceTypes"
                    + " resyncKeys diagnose listNodes purge register unregister virtualMachines sshPublicKeys generateKeyPair clusters startPendingUpload disks diskEncryptionSets");

    private ArmNames() {}

    static String namespace(String text) {
        return NAMESPACES.getOrDefault(AsciiCase.lower(text), text);
    }

    static String type(String text) {
        return TYPES.getOrDefault(AsciiCase.lower(text), text);
    }

    private static Map<String, String> byLowerCase(String words) {
        return Arrays.stream(words.split(" ")).collect(Collectors.toMap(AsciiCase::lower, Function.identity()));
    }
}
