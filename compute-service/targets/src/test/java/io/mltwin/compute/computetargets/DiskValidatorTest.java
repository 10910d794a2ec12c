package io.mltwin.compute.computetargets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Json;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AMC-04, AMC-09: nobody encrypts a node's disks otherwise than Azure ML does. */
class DiskValidatorTest {

    private static ComputeBody cluster(String properties) throws Exception {
        return Json.read("""
                        {"properties": {"computeType": "AmlCompute", "properties": {"vmSize": "S",
                         "scaleSettings": {"maxNodeCount": 1}, %s}}}
                        """.formatted(properties), ComputeBody.class);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = """
                    "diskEncryptionConfiguration": {"targets": ["OsDisk", "TemporaryDisk"]}                     | diskEncryptionConfiguration
                    "diskEncryptionConfiguration": {"customerManagedKey": {"keyUrl": "https://kv/keys/k/1"}}    | diskEncryptionConfiguration
                    "diskEncryptionSet": {"id": "/subscriptions/s"}                                             | diskEncryptionSet
                    "DISKENCRYPTIONSETID": "/subscriptions/s"                                                   | DISKENCRYPTIONSETID
                    "osDisk": {"encryptionSettings": {"enabled": true}}                                         | osDisk
                    "temporaryDisk": {"encryption": {"keyVaultKeyUri": "https://kv/keys/k/1"}}                  | temporaryDisk
                    "encryption": {"keyVaultProperties": {"keyIdentifier": "https://kv/keys/k/1"}}              | encryption
                    "securityProfile": {"encryptionAtHost": true}                                               | securityProfile
                    "propertyBag": {"diskEncryption": "AzureDiskEncryption"}                                    | propertyBag.diskEncryption
                    """)
    void anotherEncryptionIsRefusedByName(String setting, String name) throws Exception {
        ComputeBody body = cluster(setting);

        AzureException refused =
                catchThrowableOfType(AzureException.class, () -> ComputeValidator.validate("cpu-cluster", body));

        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.code()).isEqualTo("DiskEncryptionNotSupported");
        assertThat(refused.getMessage()).startsWith("properties.properties." + name + " is not supported");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"osType\": \"Linux\"",
                "\"enableNodePublicIp\": true",
                "\"propertyBag\": {}",
                "\"propertyBag\": null",
                "\"encryption\": null"
            })
    void whatClientsSendPasses(String setting) throws Exception {
        ComputeBody body = cluster(setting);

        assertThatCode(() -> ComputeValidator.validate("cpu-cluster", body)).doesNotThrowAnyException();
    }
}
