package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.BlobContainerEncryptionScope;
import com.azure.storage.blob.models.BlobContainerItem;
import com.azure.storage.blob.models.CustomerProvidedKey;
import com.azure.storage.blob.specialized.BlockBlobClient;
import com.azure.storage.common.StorageSharedKeyCredential;
import io.mltwin.resourceprovider.ResourceTypes;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Containers whose blobs are under an encryption scope by default. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class ContainerScopeResourceTest extends WithBlobAccount {

    private static final String DISABLED = "EncryptionScopeDisabled";
    private static final String POLICY = "RequestForbiddenByContainerEncryptionPolicy";
    private static final byte[] LARGE = random(200_000);

    @Inject
    ResourceTypes arm;

    private TestScopes scopes;
    private BlobServiceClient azure;

    @BeforeEach
    void open() {
        scopes = new TestScopes(arm, account);
        scopes.scope("one", null, null);
        scopes.scope("two", null, null);
        azure = byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                .buildClient();
    }

    private BlobContainerClient container(String scope, boolean denies) {
        BlobContainerClient made = byHost().credential(new StorageSharedKeyCredential(name, key(0)))
                .blobContainerEncryptionScope(new BlobContainerEncryptionScope()
                        .setDefaultEncryptionScope(scope)
                        .setEncryptionScopeOverridePrevented(denies))
                .buildClient()
                .getBlobContainerClient("scoped");
        made.create();
        return azure.getBlobContainerClient("scoped");
    }

    @Test
    void aContainersDefaultIsWhatItsBlobsAreUnder() {
        BlobContainerClient scoped = container("one", false);
        TestScopes.upload(scoped.getBlobClient("small"), "small");
        scoped.getBlobClient("large").upload(new ByteArrayInputStream(LARGE), LARGE.length);
        BlockBlobClient blocks = scoped.getBlobClient("blocks").getBlockBlobClient();
        blocks.stageBlock("YQ==", BinaryData.fromString("x"));
        blocks.commitBlockList(List.of("YQ=="));
        scoped.getBlobClient("log").getAppendBlobClient().create();
        TestScopes.upload(scoped.getBlobClient("other").getEncryptionScopeClient("two"), "two");
        TestScopes.upload(
                scoped.getBlobClient("account").getEncryptionScopeClient("$account-encryption-key"), "account");

        assertThat(scoped.getProperties().getDefaultEncryptionScope()).isEqualTo("one");
        assertThat(scoped.getProperties().isEncryptionScopeOverridePrevented()).isFalse();
        for (String each : List.of("small", "large", "blocks", "log")) {
            assertThat(scoped.getBlobClient(each).getProperties().getEncryptionScope())
                    .isEqualTo("one");
        }
        assertThat(scoped.getBlobClient("large").downloadContent().toBytes()).isEqualTo(LARGE);
        assertThat(scoped.getBlobClient("other").getProperties().getEncryptionScope())
                .isEqualTo("two");
        assertThat(scoped.getBlobClient("account").getProperties().getEncryptionScope())
                .isNull();
        assertThat(azure.listBlobContainers())
                .extracting(BlobContainerItem::getName)
                .containsExactly("con", "scoped");
        assertThat(azure.listBlobContainers())
                .extracting(item -> item.getProperties().getDefaultEncryptionScope())
                .containsExactly("$account-encryption-key", "one");
        scopes.state("one", "Disabled");
        assertRefused(403, DISABLED, () -> TestScopes.upload(scoped.getBlobClient("late"), "x"));
        assertRefused(403, DISABLED, () -> scoped.getBlobClient("small").downloadContent());
        assertThat(scoped.getBlobClient("account").downloadContent()).hasToString("account");
    }

    @Test
    void aContainerMayDenyEverythingButItsDefault() {
        BlobContainerClient scoped = container("one", true);
        assertThat(scoped.getProperties().isEncryptionScopeOverridePrevented()).isTrue();
        TestScopes.upload(scoped.getBlobClient("b"), "default");
        TestScopes.upload(scoped.getBlobClient("c").getEncryptionScopeClient("one"), "named");
        BlobClient other = scoped.getBlobClient("d").getEncryptionScopeClient("two");

        assertRefused(403, POLICY, () -> TestScopes.upload(other, "x"));
        assertRefused(403, POLICY, () -> other.getBlockBlobClient().stageBlock("YQ==", BinaryData.fromString("x")));
        assertRefused(403, POLICY, () -> other.getAppendBlobClient().create());
        assertRefused(
                403,
                POLICY,
                () -> TestScopes.upload(
                        scoped.getBlobClient("d").getEncryptionScopeClient("$account-encryption-key"), "x"));
        assertRefused(
                403,
                POLICY,
                () -> TestScopes.upload(
                        scoped.getBlobClient("d").getCustomerProvidedKeyClient(new CustomerProvidedKey(random(32))),
                        "x"));
        assertThat(scoped.listBlobs()).hasSize(2);
    }

    @ParameterizedTest(name = "{0} {1}: {2} {3}")
    @CsvSource(
            nullValues = "-",
            value = {
                "none, true, 404, EncryptionScopeNotFound",
                "off, true, 403, EncryptionScopeDisabled",
                "one, -, 400, MissingRequiredHeader",
                "-, true, 400, MissingRequiredHeader",
                "one, perhaps, 400, InvalidHeaderValue"
            })
    void aContainerNeedsAScopeThatCanBeUsed(String scope, String deny, int status, String code) {
        scopes.put("off", null, "Disabled", null, null);
        RequestSpecification request = as(WRITER, AUDIENCE);
        if (scope != null) {
            request.header("x-ms-default-encryption-scope", scope);
        }
        if (deny != null) {
            request.header("x-ms-deny-encryption-scope-override", deny);
        }

        Response answer = request.put("/made?restype=container");

        assertThat(answer.statusCode() + " " + answer.header("x-ms-error-code")).isEqualTo(status + " " + code);
        assertThat(azure.getBlobContainerClient("made").exists()).isFalse();
    }
}
