package io.mltwin.compute.virtualmachines;

import static io.mltwin.compute.virtualmachines.VirtualMachineErrors.invalid;
import static io.mltwin.compute.virtualmachines.VirtualMachineErrors.missing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.encoding.AsciiCase;
import io.mltwin.resourceprovider.NameRule;
import java.util.ArrayList;
import java.util.List;

/**
 * Validates a virtual machine as Microsoft.Compute does (2020-06-01 and later). What would protect
 * or identify it and is not built is refused, not ignored.
 */
final class VirtualMachineValidator {

    static final NameRule NAME = NameRule.of(
            "[A-Za-z0-9]([A-Za-z0-9._-]{0,62}[A-Za-z0-9_])?",
            "a virtual machine has 1 to 64 letters, digits, '-', '.' and '_', the first a letter or digit, the last no '-' or '.'.");
    private static final String INTERFACES = "Microsoft.Network/networkInterfaces";
    private static final List<String> IMAGE = List.of("publisher", "offer", "sku", "version");
    private static final List<String> FIXED =
            List.of("/storageProfile/imageReference", "/osProfile/computerName", "/osProfile/adminUsername");

    /** Other resources that a machine would belong to. */
    private static final List<String> BELONGS_TO = List.of(
            "availabilitySet",
            "virtualMachineScaleSet",
            "proximityPlacementGroup",
            "host",
            "hostGroup",
            "capacityReservation");

    private VirtualMachineValidator() {}

    /** Validates a PATCH, which changes the tags alone. */
    static void validatePatch(JsonNode body) {
        for (String member : List.of("properties", "identity", "plan", "zones")) {
            if (body.hasNonNull(member)) {
                throw AzureException.notBuilt("PATCH of '" + member + "' of a virtual machine");
            }
        }
    }

    /** Validates a PUT with the interfaces that the machine joins, whether it is new or there. */
    static void validate(JsonNode body) {
        JsonNode identity = body.path("identity").path("type");
        if (identity.isTextual() && !AsciiCase.equal(identity.asText(), "None")) {
            throw AzureException.notBuilt("An identity of a virtual machine");
        }
        JsonNode properties = body.path("properties");
        if (properties.path("hardwareProfile").path("vmSize").asText("").isBlank()) {
            throw missing("hardwareProfile");
        }
        BELONGS_TO.forEach(field -> refuse(properties, field));
        validateDisks(properties.path("storageProfile"));
        refuse(properties.path("networkProfile"), "networkInterfaceConfigurations");
        if (properties.path("networkProfile").path("networkInterfaces").isEmpty()) {
            throw missing("networkProfile");
        }
        if (properties.path("securityProfile").path("encryptionAtHost").asBoolean(false)) {
            throw AzureException.notBuilt("securityProfile.encryptionAtHost");
        }
        if (properties.path("osProfile").path("adminUsername").asText("").isBlank()) {
            throw missing("osProfile");
        }
        if (properties.path("osProfile").path("computerName").asText("").isBlank()) {
            throw missing("osProfile.computerName");
        }
        interfaces(body);
    }

    private static void validateDisks(JsonNode storage) {
        JsonNode image = storage.path("imageReference");
        if (!image.isObject()) {
            throw missing("imageReference");
        }
        refuse(image, "id");
        for (String member : IMAGE) {
            if (image.path(member).asText("").isBlank()) {
                throw missing("imageReference." + member);
            }
        }
        validateDisk("osDisk", storage.path("osDisk"), "FromImage");
        for (JsonNode disk : storage.path("dataDisks")) {
            validateDisk("dataDisk", disk, "Empty");
        }
    }

    private static void validateDisk(String name, JsonNode disk, String createOption) {
        if (disk.path("createOption").asText("").isBlank()) {
            throw missing(name + ".createOption");
        }
        if (!AsciiCase.equal(disk.path("createOption").asText(), createOption)) {
            throw AzureException.notBuilt(
                    name + ".createOption '" + disk.path("createOption").asText() + "'");
        }
        refuse(disk, "encryptionSettings");
        refuse(disk.path("managedDisk"), "diskEncryptionSet");
        refuse(disk.path("managedDisk"), "securityProfile");
    }

    /** A new machine lets its administrator in, by a password or a key. */
    static void validateNew(JsonNode properties) {
        JsonNode account = properties.path("osProfile");
        boolean password = !account.path("adminPassword").asText("").isBlank();
        boolean windows = account.has("windowsConfiguration");
        JsonNode linux = account.path("linuxConfiguration");
        boolean key = !windows
                && !linux.path("ssh")
                        .path("publicKeys")
                        .path(0)
                        .path("keyData")
                        .asText("")
                        .isBlank();
        if (linux.path("disablePasswordAuthentication").asBoolean(false) && !key) {
            throw invalid(
                    "linuxConfiguration.ssh.publicKeys.keyData",
                    "a machine without password authentication needs a public key.");
        }
        if (!password && !key) {
            throw missing("osProfile.adminPassword");
        }
    }

    /** Refuses a change of values that are set at creation. */
    static void validateChange(JsonNode old, JsonNode given) {
        for (String path : FIXED) {
            if (!old.at(path).equals(given.at(path))) {
                throw ArmErrors.propertyChangeNotAllowed(path.substring(1).replace('/', '.'));
            }
        }
    }

    /** The network interfaces that the machine would join. */
    static List<ArmResourceId> interfaces(JsonNode body) {
        List<ArmResourceId> ids = new ArrayList<>();
        for (JsonNode one : body.path("properties").path("networkProfile").path("networkInterfaces")) {
            ids.add(networkInterface(one.path("id").asText("")));
        }
        return ids;
    }

    private static ArmResourceId networkInterface(String text) {
        try {
            ArmResourceId id = ArmResourceId.parse(text);
            if (id.resourceGroup() != null && AsciiCase.equal(id.type(), INTERFACES)) {
                return id;
            }
        } catch (AzureException malformed) {
            // as any other text that is no interface's id
        }
        throw invalid("networkInterfaces.id", "'" + text + "' is no id of a " + INTERFACES + ".");
    }

    /** Removes values that are never shown again: passwords, and data for a machine's setup. */
    static void dropSecrets(ObjectNode properties) {
        properties.remove(List.of("userData", "vmId", "provisioningState", "instanceView", "timeCreated"));
        if (properties.path("osProfile") instanceof ObjectNode account) {
            account.remove(List.of("adminPassword", "customData", "secrets"));
            if (account.path("windowsConfiguration") instanceof ObjectNode windows) {
                windows.remove("additionalUnattendContent");
            }
        }
    }

    private static void refuse(JsonNode node, String field) {
        if (node.hasNonNull(field)) {
            throw AzureException.notBuilt("The property '" + field + "' of a virtual machine");
        }
    }
}
