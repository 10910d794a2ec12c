package io.mltwin.compute.computetargets;

import static io.mltwin.armweb.AzureException.badRequest;

import com.fasterxml.jackson.databind.JsonNode;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Refuses to encrypt the disks of a cluster's nodes otherwise than Azure ML does ("Enterprise
 * security and governance", Machine Learning Compute): no Azure Disk Encryption, no key of the
 * customer. Clients ask for it as for machines, scale sets and Batch pools, since AmlCompute has no
 * setting for it.
 */
final class DiskValidator {

    private static final Set<String> SETTINGS = Stream.of(
                    "diskEncryption",
                    "diskEncryptionConfiguration",
                    "diskEncryptionSet",
                    "diskEncryptionSetId",
                    "diskEncryptionSetUri",
                    "diskEncryptionKeyUri",
                    "encryption",
                    "encryptionSettings",
                    "encryptionSettingsCollection",
                    "encryptionAtHost",
                    "securityProfile",
                    "storageProfile",
                    "osDisk",
                    "temporaryDisk",
                    "scratchDisk")
            .map(AsciiCase::lower)
            .collect(Collectors.toUnmodifiableSet());

    private DiskValidator() {}

    /**
     * Refuses settings of disks among a cluster's properties and in their property bag.
     *
     * @throws AzureException 400 that names the setting
     */
    static void validate(JsonNode properties) {
        refuseSettings("properties.properties.", properties);
        refuseSettings("properties.properties.propertyBag.", properties.path("propertyBag"));
    }

    private static void refuseSettings(String place, JsonNode properties) {
        for (Map.Entry<String, JsonNode> field : properties.properties()) {
            if (SETTINGS.contains(AsciiCase.lower(field.getKey()))
                    && !field.getValue().isNull()) {
                throw badRequest(
                                "DiskEncryptionNotSupported",
                                place
                                        + field.getKey()
                                        + " is not supported: Azure Machine Learning encrypts the disks of a cluster's nodes,"
                                        + " with keys that the system manages. Leave it out.")
                        .withTarget(place + field.getKey());
            }
        }
    }
}
