package io.mltwin.compute.sshpublickeys;

import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.FromPlatform;
import io.mltwin.testkit.PlatformTestResource;
import io.mltwin.testkit.ResourceTypeContract;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(PlatformTestResource.class)
class SshPublicKeyResourceTest {

    private static final String KEY = "/subscriptions/s1/resourceGroups/g/providers/Microsoft.Compute/sshPublicKeys/k";

    @FromPlatform
    AssertedArm arm;

    @Test
    void aKeyIsAResourceAndWhatIsNoKeyIsRefused() {
        ResourceTypeContract.of(arm, "Microsoft.Compute/sshPublicKeys", "{}")
                .refusing("{'properties':{'publicKey':'none'}}", "publicKey")
                .verify();
    }

    @Test
    void aPairIsGeneratedOnceAndItsPrivateKeyIsKeptNowhere() {
        // Given
        arm.send("PUT", KEY, "{'location':'eastus'}").statusCode(201);

        // When
        String generated = arm.send("POST", KEY + "/generateKeyPair", null)
                .statusCode(200)
                .body("publicKey", startsWith("ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQ"))
                .body("privateKey", startsWith("-----BEGIN PRIVATE KEY-----"))
                .extract()
                .path("publicKey");

        // Then
        arm.send("GET", KEY, null)
                .body("properties.publicKey", equalTo(generated))
                .body("properties.privateKey", nullValue());
        arm.send("POST", KEY + "/generateKeyPair", null).statusCode(409);
    }
}
