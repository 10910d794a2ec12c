package io.mltwin.workspace.network.securitygroups;

import io.mltwin.armweb.Regions;
import io.mltwin.encoding.AsciiCase;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The service tags that rules may name, alone or for one region ({@code Storage.eastus}). */
final class ServiceTags {

    static final String INTERNET = "Internet";
    static final String VIRTUAL_NETWORK = "VirtualNetwork";
    static final String AZURE_CLOUD = "AzureCloud";

    private static final Set<String> NAMES = Arrays.stream(
                    ("ActionGroup ApiManagement AppConfiguration AppService AppServiceManagement"
                                    + " AzureActiveDirectory AzureActiveDirectoryDomainServices AzureAdvancedThreatProtection"
                                    + " AzureBackup AzureBotService AzureCloud AzureCognitiveSearch AzureConnectors"
                                    + " AzureContainerRegistry AzureCosmosDB AzureDatabricks AzureDataExplorerManagement"
                                    + " AzureDevOps AzureDigitalTwins AzureEventGrid AzureFrontDoor.Backend"
                                    + " AzureFrontDoor.FirstParty AzureFrontDoor.Frontend AzureInformationProtection AzureIoTHub"
                                    + " AzureKeyVault AzureLoadBalancer AzureMachineLearning AzureMonitor AzureOpenDatasets"
                                    + " AzurePlatformDNS AzurePlatformIMDS AzurePlatformLKM AzureResourceManager AzureSignalR"
                                    + " AzureSiteRecovery AzureTrafficManager BatchNodeManagement CognitiveServicesManagement"
                                    + " DataFactory DataFactoryManagement EventHub GatewayManager GuestAndHybridManagement"
                                    + " HDInsight Internet LogicApps LogicAppsManagement MicrosoftCloudAppSecurity"
                                    + " MicrosoftContainerRegistry PowerBI ServiceBus ServiceFabric Sql SqlManagement Storage"
                                    + " StorageSyncService VirtualNetwork WindowsVirtualDesktop")
                            .split(" "))
            .map(AsciiCase::lower)
            .collect(Collectors.toUnmodifiableSet());

    private ServiceTags() {}

    static boolean isKnown(String text) {
        String name = AsciiCase.lower(text);
        int dot = name.lastIndexOf('.');
        return NAMES.contains(name)
                || dot > 0
                        && NAMES.contains(name.substring(0, dot))
                        && Regions.names().contains(name.substring(dot + 1));
    }

    /** True when {@code given} names this tag, for all regions or for this one. */
    static boolean names(String given, String tag, String region) {
        return AsciiCase.equal(given, tag) || AsciiCase.equal(given, tag + "." + region);
    }
}
