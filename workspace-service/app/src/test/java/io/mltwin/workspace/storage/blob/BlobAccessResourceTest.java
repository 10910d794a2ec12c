package io.mltwin.workspace.storage.blob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.azure.core.credential.AccessToken;
import com.azure.core.util.BinaryData;
import com.azure.storage.blob.BlobClient;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobAccessPolicy;
import com.azure.storage.blob.models.BlobSignedIdentifier;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.PublicAccessType;
import com.azure.storage.blob.models.UserDelegationKey;
import com.azure.storage.blob.sas.BlobContainerSasPermission;
import com.azure.storage.blob.sas.BlobSasPermission;
import com.azure.storage.blob.sas.BlobServiceSasSignatureValues;
import com.azure.storage.common.StorageSharedKeyCredential;
import com.azure.storage.common.sas.AccountSasPermission;
import com.azure.storage.common.sas.AccountSasResourceType;
import com.azure.storage.common.sas.AccountSasService;
import com.azure.storage.common.sas.AccountSasSignatureValues;
import io.mltwin.testkit.PlatformTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Who is let in to an account: signatures of each kind, the firewall, anonymous, plain HTTP. */
@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class BlobAccessResourceTest extends WithBlobAccount {

    private BlobClient blob;

    @BeforeEach
    void putABlob() {
        blob = container().getBlobClient("b");
        blob.upload(BinaryData.fromString("hello"));
    }

    private ValidatableResponse read(String sas) {
        return service.given(name + ".blob.core").get("/con/b?" + sas).then();
    }

    private UserDelegationKey delegationKey(String principal) {
        return byHost().credential(request -> Mono.just(new AccessToken(
                        issuer.aad(AUDIENCE, principal).sign(),
                        OffsetDateTime.now().plusHours(1))))
                .buildClient()
                .getUserDelegationKey(null, OffsetDateTime.now().plusHours(1));
    }

    @Test
    void aDelegatedSignatureHoldsAsLongAsItsKeyAndWhoAskedForIt() {
        String principal = UUID.randomUUID().toString();
        decisions.allow(principal, "*", account.toString());
        UserDelegationKey key = delegationKey(principal);
        String sas = blob.generateUserDelegationSas(
                new BlobServiceSasSignatureValues(
                        OffsetDateTime.now().plusHours(2), new BlobSasPermission().setReadPermission(true)),
                key,
                name,
                com.azure.core.util.Context.NONE);
        patch("'allowSharedKeyAccess':false");
        read(sas).statusCode(200).body(equalTo("hello"));
        read(sas.replace("sp=r", "sp=rw")).statusCode(403);
        read(sas.replaceAll("ske=[^&]*", "ske=2020-01-01T00%3A00%3A00Z"))
                .statusCode(403)
                .body(containsString("delegation key is not valid"));

        decisions.revoke(principal);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(
                        () -> read(sas).statusCode(403).header("x-ms-error-code", "AuthorizationPermissionMismatch"));

        decisions.allow(principal, "*", account.toString());
        read(sas).statusCode(200);
        accounts.revokeUserDelegationKeys(accounts.requireOpened(account));
        read(sas).statusCode(403).header("x-ms-error-code", "AuthenticationFailed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"the key", "a wrong key", "a signature of the account", "of the container"})
    void noKeyAndNoSignatureGetsADelegationKey(String credential) {
        // Given
        OffsetDateTime later = OffsetDateTime.now().plusHours(1);
        BlobServiceClient client = switch (credential) {
            case "the key" -> withKey();
            case "a wrong key" ->
                client().credential(new StorageSharedKeyCredential(name, "AAAA"))
                        .buildClient();
            default ->
                client().sasToken(
                                credential.equals("of the container")
                                        ? container()
                                                .generateSas(new BlobServiceSasSignatureValues(
                                                        later, BlobContainerSasPermission.parse("racwdl")))
                                        : withKey()
                                                .generateAccountSas(new AccountSasSignatureValues(
                                                        later,
                                                        AccountSasPermission.parse("rwdlacup"),
                                                        new AccountSasService().setBlobAccess(true),
                                                        new AccountSasResourceType()
                                                                .setService(true)
                                                                .setContainer(true)
                                                                .setObject(true))))
                        .buildClient();
        };

        // Then
        assertThatThrownBy(() -> client.getUserDelegationKey(null, later))
                .isInstanceOfSatisfying(BlobStorageException.class, refused -> {
                    assertThat(refused.getStatusCode()).isEqualTo(403);
                    assertThat(refused.getErrorCode().toString()).isEqualTo("AuthenticationFailed");
                    assertThat(refused.getServiceMessage())
                            .contains("<AuthenticationErrorDetail>Only authentication scheme Bearer is supported<");
                });
    }

    @Test
    void withoutACredentialNobodyGetsADelegationKey() {
        service.given(name + ".blob.core")
                .body("<KeyInfo/>")
                .post("/?restype=service&comp=userdelegationkey")
                .then()
                .statusCode(401)
                .header("x-ms-error-code", "NoAuthenticationInformation");
    }

    /** Reading it is allowed each time, by the signature in its address. */
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            value = {
                "Copy Blob | /con/c | - | 409",
                "Copy Blob to the archive | /con/c | x-ms-access-tier:Archive | 409",
                "Copy Blob From URL | /con/c | x-ms-requires-sync:true | 409",
                "Put Blob From URL | /con/c | x-ms-blob-type:BlockBlob | 409",
                "Put Block From URL | /con/c?comp=block&blockid=YQ== | - | 409",
                "Copy Blob to an online tier | /con/c | x-ms-access-tier:Hot | 202"
            })
    void anArchivedSourceOfAnotherAccountCannotBeVerified(String operation, String path, String header, int status) {
        // Given
        blob.setAccessTier(AccessTier.ARCHIVE);
        String source = "https://"
                + addresses.blobHost(name)
                + "/con/b?"
                + blob.generateSas(new BlobServiceSasSignatureValues(
                        OffsetDateTime.now().plusHours(1), BlobSasPermission.parse("r")));
        createAnAccountWithAContainer();

        // When
        RequestSpecification request = service.given(name + ".blob.core")
                .header(
                        "Authorization",
                        "Bearer " + issuer.aad(AUDIENCE, WRITER).sign())
                .header("x-ms-version", "2025-07-05")
                .header("x-ms-copy-source", source);
        if (header != null) {
            request.header(header.split(":")[0], header.split(":")[1]);
        }
        ValidatableResponse answer = request.put(path).then().statusCode(status);

        // Then
        if (status == 409) {
            answer.header("x-ms-error-code", "CannotVerifyCopySource")
                    .body(containsString("not permitted on an archived blob"));
        }
    }

    @Test
    void aStoredPolicyBindsItsSignatures() {
        BlobContainerClient container = container();
        BlobSignedIdentifier policy = new BlobSignedIdentifier()
                .setId("reading")
                .setAccessPolicy(new BlobAccessPolicy()
                        .setPermissions("r")
                        .setExpiresOn(OffsetDateTime.now().plusHours(1)));
        container.setAccessPolicy(null, List.of(policy));
        String sas = blob.generateSas(new BlobServiceSasSignatureValues("reading"));

        read(sas).statusCode(200);
        service.given(name + ".blob.core").delete("/con/b?" + sas).then().statusCode(403);
        container.setAccessPolicy(null, List.of());
        read(sas).statusCode(403).header("x-ms-error-code", "AuthenticationFailed");
    }

    @Test
    void anAccountSignatureOpensItsResourceTypes() {
        String sas = withKey()
                .generateAccountSas(new AccountSasSignatureValues(
                        OffsetDateTime.now().plusHours(1),
                        AccountSasPermission.parse("rl"),
                        new AccountSasService().setBlobAccess(true),
                        new AccountSasResourceType().setObject(true)));
        read(sas).statusCode(200);
        service.given(name + ".blob.core")
                .get("/con?restype=container&comp=list&" + sas)
                .then()
                .statusCode(403)
                .header("x-ms-error-code", "AuthorizationResourceTypeMismatch");
    }

    @Test
    void theFirewallLetsInWhomItNames() {
        patch("'networkAcls':{'defaultAction':'Deny','bypass':'None'}");
        as(WRITER, AUDIENCE).get("/con/b").then().statusCode(403).header("x-ms-error-code", "AuthorizationFailure");
        assertRefused(403, "AuthorizationFailure", blob::downloadContent);

        patch("'networkAcls':{'ipRules':[{'value':'10.1.0.0/16'},{'value':'127.0.0.1'}]}");
        as(WRITER, AUDIENCE).get("/con/b").then().statusCode(200);
        patch("'networkAcls':{'ipRules':[{'value':'127.0.0.2'}]}");
        as(WRITER, AUDIENCE).get("/con/b").then().statusCode(403);
        patch("'networkAcls':{'ipRules':[{'value':'127.0.0.0/8'}]}");
        as(WRITER, AUDIENCE).get("/con/b").then().statusCode(200);
        patch("'publicNetworkAccess':'Disabled'");
        as(WRITER, AUDIENCE).get("/con/b").then().statusCode(403);
    }

    @Test
    void anonymousReaderSeesAPublicContainerWhereTheAccountLetsIt() {
        BlobContainerClient container = container();
        assertRefused(409, "PublicAccessNotPermitted", () -> container.setAccessPolicy(PublicAccessType.BLOB, null));
        patch("'allowBlobPublicAccess':true");
        container.setAccessPolicy(PublicAccessType.BLOB, null);
        service.given(name + ".blob.core").get("/con/b").then().statusCode(200);
        service.given(name + ".blob.core")
                .get("/con?restype=container&comp=list")
                .then()
                .statusCode(401);
        container.setAccessPolicy(PublicAccessType.CONTAINER, null);
        service.given(name + ".blob.core")
                .get("/con?restype=container&comp=list")
                .then()
                .statusCode(200);
        service.given(name + ".blob.core").delete("/con/b").then().statusCode(401);
        patch("'allowBlobPublicAccess':false");
        service.given(name + ".blob.core").get("/con/b").then().statusCode(401);
    }

    @Test
    void aCopyReadsNothingThatItsCallerMayNotRead() {
        String writer = UUID.randomUUID().toString();
        containers.ensure(account, "mine");
        decisions.allow(writer, "*", account + "/blobServices/default/containers/mine");
        as(writer, AUDIENCE)
                .header("x-ms-copy-source", "https://" + addresses.blobHost(name) + "/con/b")
                .put("/mine/copy")
                .then()
                .statusCode(403)
                .header("x-ms-error-code", "CannotVerifyCopySource");
        as(writer, AUDIENCE)
                .header("x-ms-copy-source", "https://169.254.169.254/metadata")
                .put("/mine/copy")
                .then()
                .statusCode(501);
        as(writer, AUDIENCE).get("/mine/copy").then().statusCode(404);
    }

    /** Without a word, and with a head that has no end. */
    @ParameterizedTest
    @ValueSource(strings = {"", "GET / HTTP/1.1\r\nHost: a"})
    void silentConnectionsOverPlainHttpKeepNobodyFromAnAnswer(String begun) throws IOException {
        List<Socket> silent = new ArrayList<>();
        try {
            for (int i = 0; i < 400; i++) {
                Socket socket = new Socket("127.0.0.1", config.portBase() + 40);
                silent.add(socket);
                socket.getOutputStream().write(begun.getBytes(StandardCharsets.US_ASCII));
            }
            long before = System.nanoTime();
            RestAssured.get("http://127.0.0.1:" + (config.portBase() + 40) + "/con/b")
                    .then()
                    .statusCode(400);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(5));
            Socket last = silent.get(silent.size() - 1);
            // what is open for ten seconds ends, whatever comes
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThatThrownBy(
                                    () -> last.getOutputStream().write('x'))
                            .isInstanceOf(SocketException.class));
        } finally {
            for (Socket socket : silent) {
                socket.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"})
    void plainHttpIsAnsweredByARefusal(String method) {
        ValidatableResponse answer = RestAssured.given()
                .header("Host", name + ".blob.core.mltwin.localhost:8480")
                .header("Authorization", "SharedKey " + name + ":x")
                .body("x")
                .request(method, "http://127.0.0.1:" + (config.portBase() + 40) + "/con/b")
                .then()
                .statusCode(400)
                .header("x-ms-error-code", "AccountRequiresHttps")
                .header("Content-Type", method.equals("HEAD") ? null : "application/xml");
        if (!method.equals("HEAD")) {
            answer.body(containsString("<Code>AccountRequiresHttps</Code>"));
        }
        assertThat(blob.downloadContent().toString()).isEqualTo("hello");
    }
}
