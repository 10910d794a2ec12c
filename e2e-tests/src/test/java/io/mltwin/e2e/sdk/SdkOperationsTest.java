package io.mltwin.e2e.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import io.mltwin.e2e.platform.OnlyOn;
import io.mltwin.e2e.platform.Target;
import io.mltwin.local.layout.Checkout;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;

/**
 * What Azure's own clients for secrets, keys, certificates and blobs do, unmodified, against a
 * vault and a storage account under their host names. What passed is counted at the end, and stands
 * in docs/clients.md.
 */
@OnlyOn(value = Target.PROCESSES, because = OnlyOn.SAME_CODE)
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class SdkOperationsTest {
    private static final int LEAST = 120;

    @Nested
    class Secrets extends SecretCases {}

    @Nested
    class Keys extends KeyCases {}

    @Nested
    class Cryptography extends CryptographyCases {}

    @Nested
    class Certificates extends CertificateCases {}

    @Nested
    class Containers extends ContainerCases {}

    @Nested
    class Blobs extends BlobCases {}

    @Nested
    class ConditionsOfBlobs extends BlobConditionCases {}

    @Nested
    class KindsOfBlobs extends BlobKindCases {}

    @Nested
    class EncryptionOfBlobs extends BlobEncryptionCases {}

    @Nested
    class Signatures extends SignatureCases {}

    @Nested
    class Transfers extends TransferCases {}

    @Nested
    @Order(Integer.MAX_VALUE)
    class Count {
        /** The test writes the table that it expects to target/operations.md. */
        @Test
        void passedOperationsAreManyAndStandInTheDocumentation() throws IOException {
            SdkOperations operations = SdkSuite.get().operations;
            Path checkout = Checkout.find().root();
            List<String> table = operations.table();
            Files.write(checkout.resolve("e2e-tests/target/operations.md"), table);
            System.out.println("[operations] "
                    + operations.passed().size()
                    + " distinct operations in "
                    + operations.requests()
                    + " requests");

            assertThat(operations.passed()).noneMatch(SdkOperation::isUnnamed);
            assertThat(operations.passed()).hasSizeGreaterThanOrEqualTo(LEAST);
            assertThat(Files.readAllLines(checkout.resolve("docs/clients.md"))).containsSequence(table);
        }
    }
}
