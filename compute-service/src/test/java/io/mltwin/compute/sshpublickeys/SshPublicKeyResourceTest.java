package io.mltwin.compute.sshpublickeys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.compute.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestIssuer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SshPublicKeyResourceTest {

    @FromPlatform TestIssuer issuer;
    @FromPlatform ServiceUnderTest service;

    private final String keys =
            "/subscriptions/"
                    + UUID.randomUUID()
                    + "/resourceGroups/g/providers/Microsoft.Compute/sshPublicKeys";
    private AssertedArm arm;

    @BeforeEach
    void somebody() {
        arm = new AssertedArm(service, issuer, UUID.randomUUID().toString());
    }

    @Test
    void aKeyLivesAndDies() {
        String body =
                """
                {"location":"East US","tags":{"a":"b"}}
                """;
        arm.send("PUT", keys + "/k1", body).statusCode(201).body("location", equalTo("eastus"));
        arm.send("PUT", keys + "/K1", body).statusCode(200);
        arm.send(
                        "PUT",
                        keys + "/k1",
                        """
                {"location":"westus"}
                """)
                .statusCode(409);
        arm.send("GET", keys + "/k1", null).statusCode(200).body("tags.a", equalTo("b"));
        arm.send("GET", keys, null).statusCode(200).body("value", hasSize(1));
        arm.send("DELETE", keys + "/k1", null).statusCode(200);
        arm.send("DELETE", keys + "/k1", null).statusCode(204);
        arm.send("GET", keys + "/k1", null).statusCode(404);
    }

    @Test
    void aPairIsGeneratedOnceAndItsPrivateKeyIsKeptNowhere() {
        // Given
        arm.send(
                        "PUT",
                        keys + "/k2",
                        """
                {"location":"eastus"}
                """)
                .statusCode(201);

        // When
        String generated =
                arm.send("POST", keys + "/k2/generateKeyPair", null)
                        .statusCode(200)
                        .body("privateKey", startsWith("-----BEGIN PRIVATE KEY-----"))
                        .extract()
                        .path("publicKey");

        // Then
        assertThat(generated).startsWith("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ");
        arm.send("GET", keys + "/k2", null)
                .body("properties.publicKey", equalTo(generated))
                .body("properties.privateKey", nullValue());
        arm.send("POST", keys + "/k2/generateKeyPair", null).statusCode(409);
    }

    @Test
    void whatIsNoKeyIsRefused() {
        arm.send(
                        "PUT",
                        keys + "/k3",
                        """
                        {"location":"eastus","properties":{"publicKey":"none"}}
                        """)
                .statusCode(400)
                .body("error.target", equalTo("publicKey"));
        arm.send("GET", keys + "/k3", null).statusCode(404);
    }
}
