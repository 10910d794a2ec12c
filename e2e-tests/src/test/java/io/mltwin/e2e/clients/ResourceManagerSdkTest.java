package io.mltwin.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.rest.PagedIterable;
import com.azure.core.http.rest.PagedResponse;
import com.azure.core.management.Region;
import com.azure.core.management.exception.ManagementException;
import com.azure.core.management.profile.AzureProfile;
import com.azure.core.util.Context;
import com.azure.resourcemanager.keyvault.KeyVaultManager;
import com.azure.resourcemanager.keyvault.fluent.models.CheckNameAvailabilityResultInner;
import com.azure.resourcemanager.keyvault.models.Reason;
import com.azure.resourcemanager.keyvault.models.Vault;
import com.azure.resourcemanager.keyvault.models.VaultCheckNameAvailabilityParameters;
import com.azure.resourcemanager.resources.ResourceManager;
import com.azure.resourcemanager.resources.fluent.ResourcesClient;
import com.azure.resourcemanager.resources.fluent.models.GenericResourceExpandedInner;
import com.azure.resourcemanager.resources.fluent.models.GenericResourceInner;
import com.azure.resourcemanager.resources.fluent.models.ResourceGroupInner;
import com.azure.resourcemanager.resources.models.Identity;
import com.azure.resourcemanager.resources.models.ResourceIdentityType;
import com.azure.resourcemanager.resources.models.Tags;
import com.azure.resourcemanager.resources.models.TagsPatchOperation;
import com.azure.resourcemanager.resources.models.TagsPatchResource;
import com.azure.resourcemanager.storage.StorageManager;
import com.azure.resourcemanager.storage.models.StorageAccount;
import com.azure.resourcemanager.storage.models.StorageAccountSkuType;
import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.e2e.platform.TestPlatform;
import io.mltwin.local.demo.Azure;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

/**
 * Azure's own management libraries for Java, unmodified: groups, generic resources (a workspace of
 * Azure Machine Learning), tags, storage accounts and vaults are made, changed, listed in pages and
 * deleted.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestInstance(Lifecycle.PER_CLASS)
class ResourceManagerSdkTest {
    private static final TestPlatform PLATFORM = TestPlatform.get();
    private static final String GROUP = "sdk-managed";
    private static final String VERSION = "2022-10-01";

    private final String groupId = PLATFORM.subscription() + "/resourceGroups/" + GROUP;
    private AzureProfile profile;
    private ResourceManager resources;

    @BeforeAll
    void aGroup() throws Exception {
        profile = AzureClients.profile(PLATFORM);
        resources = ResourceManager.configure()
                .withHttpClient(AzureClients.http(PLATFORM))
                .authenticate(AzureClients.credential(PLATFORM, "owner"), profile)
                .withDefaultSubscription();
        resources.resourceGroups().define(GROUP).withRegion(Region.US_EAST).create();
    }

    @AfterAll
    void isDeletedWithAllInIt() {
        resources.resourceGroups().deleteByName(GROUP);

        assertThat(resources.resourceGroups().contain(GROUP)).isFalse();
    }

    @Test
    void tenantsSubscriptionsAndProvidersAreFound() {
        assertThat(resources.tenants().list())
                .extracting(tenant -> tenant.tenantId())
                .contains(PLATFORM.fixture().tenant().tenantId());
        assertThat(resources.subscriptions().getById(resources.subscriptionId()).listLocations())
                .extracting(location -> location.region())
                .contains(Region.US_EAST);
        assertThat(resources.providers().list())
                .extracting(provider -> provider.namespace())
                .contains("Microsoft.MachineLearningServices", "Microsoft.KeyVault");
        assertThat(resources
                        .providers()
                        .getByName("Microsoft.MachineLearningServices")
                        .resourceTypes())
                .extracting(type -> type.resourceType())
                .contains("workspaces");
    }

    @Test
    void groupsAreListedPageByPage() {
        for (int i = 0; i < 5; i++) {
            resources
                    .resourceGroups()
                    .define("sdk-page-" + i)
                    .withRegion(Region.US_EAST)
                    .withTag("sdk", "pages")
                    .create();
        }

        List<Integer> pages = new ArrayList<>();
        List<String> names = new ArrayList<>();
        PagedIterable<ResourceGroupInner> found = resources
                .serviceClient()
                .getResourceGroups()
                .list("tagName eq 'sdk' and tagValue eq 'pages'", 2, Context.NONE);
        for (PagedResponse<ResourceGroupInner> page : found.iterableByPage()) {
            pages.add(page.getValue().size());
            page.getValue().forEach(group -> names.add(group.name()));
        }

        assertThat(pages).containsExactly(2, 2, 1);
        assertThat(names).containsExactly("sdk-page-0", "sdk-page-1", "sdk-page-2", "sdk-page-3", "sdk-page-4");
        resources
                .resourceGroups()
                .getByName("sdk-page-0")
                .update()
                .withTag("sdk", "done")
                .apply();
        assertThat(resources.resourceGroups().listByTag("sdk", "pages")).hasSize(4);
        names.forEach(name -> resources.resourceGroups().beginDeleteByName(name));
    }

    @Test
    void aWorkspaceIsAGenericResource() {
        ResourcesClient generic = resources.serviceClient().getResources();
        String id = groupId + Azure.ML + "sdk-generic-ws";
        assertThat(generic.checkExistenceById(id, VERSION)).isFalse();

        GenericResourceInner made = generic.createOrUpdateById(
                id,
                VERSION,
                new GenericResourceInner()
                        .withLocation("eastus")
                        .withTags(Map.of("made", "generically"))
                        .withIdentity(new Identity().withType(ResourceIdentityType.SYSTEM_ASSIGNED))
                        .withProperties(Map.of("friendlyName", "Generic")));

        assertThat(made.properties().toString()).contains("Succeeded");
        assertThat(made.identity().principalId()).isNotEmpty();
        assertThat(generic.checkExistenceById(id, VERSION)).isTrue();
        List<Integer> pages = new ArrayList<>();
        List<String> types = new ArrayList<>();
        for (PagedResponse<GenericResourceExpandedInner> page : generic.listByResourceGroup(
                        GROUP,
                        "substringof('sdkgeneric', name) or substringof('sdk-generic', name)",
                        "createdTime,provisioningState",
                        2,
                        Context.NONE)
                .iterableByPage()) {
            pages.add(page.getValue().size());
            page.getValue().forEach(one -> types.add(one.type()));
            assertThat(page.getValue()).allMatch(one -> one.createdTime() != null);
        }
        assertThat(pages).hasSizeGreaterThan(1);
        assertThat(types)
                .contains(
                        "Microsoft.MachineLearningServices/workspaces",
                        "Microsoft.Storage/storageAccounts",
                        "Microsoft.KeyVault/vaults");
        GenericResourceInner changed =
                generic.updateById(id, VERSION, new GenericResourceInner().withTags(Map.of("made", "anew")));
        assertThat(changed.tags()).containsEntry("made", "anew");
        tags(id);
        generic.deleteById(id, VERSION);
        assertThat(generic.checkExistenceById(id, VERSION)).isFalse();
        assertThatThrownBy(() -> generic.getById(id, VERSION))
                .isInstanceOfSatisfying(
                        ManagementException.class,
                        refused -> assertThat(refused.getValue().getCode()).isEqualTo("ResourceNotFound"));
    }

    private void tags(String id) {
        var tags = resources.serviceClient().getTagOperations();
        var merged = tags.updateAtScope(
                id,
                new TagsPatchResource()
                        .withOperation(TagsPatchOperation.MERGE)
                        .withProperties(new Tags().withTags(Map.of("by", "sdk"))));
        assertThat(merged.properties().tags()).containsOnly(Map.entry("made", "anew"), Map.entry("by", "sdk"));
        assertThat(resources.serviceClient().getResources().getById(id, VERSION).tags())
                .containsEntry("by", "sdk");
        assertThat(tags.list()).extracting(tag -> tag.tagName()).contains("by");
        tags.deleteAtScope(id);
        assertThat(tags.getAtScope(id).properties().tags()).isEmpty();
    }

    @Test
    void storageAccountsAreMadeChangedAndDeleted() throws Exception {
        StorageManager storage = StorageManager.configure()
                .withHttpClient(AzureClients.http(PLATFORM))
                .authenticate(AzureClients.credential(PLATFORM, "owner"), profile);
        assertThat(storage.storageAccounts()
                        .checkNameAvailability("sdkmanaged1")
                        .isAvailable())
                .isTrue();

        StorageAccount account = storage.storageAccounts()
                .define("sdkmanaged1")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .withSku(StorageAccountSkuType.STANDARD_LRS)
                .create();

        assertThat(account.endPoints().primary().blob()).contains("sdkmanaged1.blob.core.");
        assertThat(account.getKeys()).hasSize(2);
        assertThat(account.regenerateKey("key1")).hasSize(2);
        account.update().withTag("changed", "yes").apply();
        assertThat(storage.storageAccounts().listByResourceGroup(GROUP))
                .filteredOn(one -> one.name().equals("sdkmanaged1"))
                .singleElement()
                .satisfies(one -> assertThat(one.tags()).containsEntry("changed", "yes"));
        storage.storageAccounts().deleteById(account.id());
        assertThat(storage.storageAccounts().listByResourceGroup(GROUP))
                .noneMatch(one -> one.name().equals("sdkmanaged1"));
    }

    private static CheckNameAvailabilityResultInner vaultName(KeyVaultManager vaults, String name) {
        return vaults.serviceClient()
                .getVaults()
                .checkNameAvailability(new VaultCheckNameAvailabilityParameters().withName(name));
    }

    @Test
    void vaultsAreMadeChangedDeletedAndPurged() throws Exception {
        KeyVaultManager vaults = KeyVaultManager.configure()
                .withHttpClient(AzureClients.http(PLATFORM))
                .authenticate(AzureClients.credential(PLATFORM, "owner"), profile);

        Vault vault = vaults.vaults()
                .define("sdk-managed-vault")
                .withRegion(Region.US_EAST)
                .withExistingResourceGroup(GROUP)
                .withEmptyAccessPolicy()
                .create();

        assertThat(vault.vaultUri()).contains("sdk-managed-vault.vault.");
        assertThat(vaultName(vaults, "sdk-managed-vault").reason()).isEqualTo(Reason.ALREADY_EXISTS);
        assertThat(vaultName(vaults, "9-kv").reason()).isEqualTo(Reason.ACCOUNT_NAME_INVALID);
        assertThat(vaultName(vaults, "sdk-free-vault").nameAvailable()).isTrue();
        vault.update().withTag("changed", "yes").apply();
        assertThat(vaults.vaults().listByResourceGroup(GROUP))
                .filteredOn(one -> one.name().equals("sdk-managed-vault"))
                .singleElement()
                .satisfies(one -> assertThat(one.tags()).containsEntry("changed", "yes"));
        vaults.vaults().deleteById(vault.id());
        assertThat(vaults.vaults().listDeleted())
                .anyMatch(deleted -> deleted.name().equals("sdk-managed-vault"));
        vaults.vaults().purgeDeleted("sdk-managed-vault", "eastus");
        assertThat(vaults.vaults().listDeleted())
                .noneMatch(deleted -> deleted.name().equals("sdk-managed-vault"));
    }
}
