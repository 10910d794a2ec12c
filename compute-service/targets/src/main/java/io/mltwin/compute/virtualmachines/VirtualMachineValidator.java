package io.mltwin.compute.virtualmachines;

import static io.mltwin.armweb.ArmErrors.invalidParameter;
import static io.mltwin.armweb.ArmErrors.propertyChangeNotAllowed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.ArmErrors;
import io.mltwin.armweb.ArmResourceId;
import io.mltwin.armweb.AzureException;
import io.mltwin.armweb.Rules;
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
    private static final List<String> FIXED =
            List.of("/storageProfile/imageReference", "/osProfile/computerName", "/osProfile/adminUsername");

    private static final String PROPERTY = "The property '%s' of a virtual machine";

    private static final Rules<JsonNode> PATCH =
            rules("").notBuilt("PATCH of '%s' of a virtual machine", "properties", "identity", "plan", "zones");

    private static final Rules<JsonNode> IDENTITY =
            rules("").notBuiltIfAsked("An identity of a virtual machine", "identity.type");

    private static final Rules<JsonNode> IMAGE =
            rules("imageReference.").notBuilt(PROPERTY, "id").missing("publisher", "offer", "sku", "version");

    private static final Rules<JsonNode> PROPERTIES = rules("")
            .requiredAs("hardwareProfile", null, "hardwareProfile.vmSize")
            .notBuilt(
                    PROPERTY,
                    "availabilitySet",
                    "virtualMachineScaleSet",
                    "proximityPlacementGroup",
                    "host",
                    "hostGroup",
                    "capacityReservation")
            .refuse(body -> !body.at(FIXED.get(0)).isObject(), "imageReference", null)
            .part("storageProfile.imageReference", IMAGE::check)
            .requiredAs("osDisk.createOption", null, "storageProfile.osDisk.createOption")
            .part("storageProfile.osDisk", disk("osDisk.", "FromImage")::check)
            .each("storageProfile.dataDisks", disk("dataDisk.", "Empty")::check)
            .notBuilt(PROPERTY, "networkProfile.networkInterfaceConfigurations")
            .refuse(body -> body.at("/networkProfile/networkInterfaces").isEmpty(), "networkProfile", null)
            .notBuiltIfAsked("securityProfile.%s", "securityProfile.encryptionAtHost")
            .requiredAs("osProfile", null, "osProfile.adminUsername")
            .missing("osProfile.computerName");

    private static final Rules<JsonNode> NEW_ACCOUNT = rules("osProfile.")
            .refuse(
                    account -> account.at("/linuxConfiguration/disablePasswordAuthentication")
                                    .asBoolean()
                            && !hasKey(account),
                    account -> invalidParameter(
                            "linuxConfiguration.ssh.publicKeys.keyData",
                            "a machine without password authentication needs a public key."))
            .when(account -> !hasKey(account), rules("").missing("adminPassword"));

    private VirtualMachineValidator() {}

    private static Rules<JsonNode> rules(String place) {
        return Rules.of(JsonNode.class, place, ArmErrors::invalidParameter);
    }

    private static Rules<JsonNode> disk(String place, String createOption) {
        return rules(place)
                .missing("createOption")
                .notBuiltBut(place + "createOption '%s'", "createOption", createOption)
                .notBuilt(
                        PROPERTY, "encryptionSettings", "managedDisk.diskEncryptionSet", "managedDisk.securityProfile");
    }

    /** Validates a PATCH, which changes the tags alone. */
    static void validatePatch(JsonNode body) {
        PATCH.check(body);
    }

    /** Validates a PUT with the interfaces that the machine joins, whether it is new or there. */
    static void validate(JsonNode body) {
        IDENTITY.check(body);
        PROPERTIES.check(body.path("properties"));
        interfaces(body);
    }

    /** A new machine lets its administrator in, by a password or a key. */
    static void validateNew(JsonNode properties) {
        NEW_ACCOUNT.check(properties.path("osProfile"));
    }

    private static boolean hasKey(JsonNode account) {
        return !account.has("windowsConfiguration")
                && !account.at("/linuxConfiguration/ssh/publicKeys/0/keyData")
                        .asText("")
                        .isBlank();
    }

    /** Refuses a change of values that are set at creation. */
    static void validateChange(JsonNode old, JsonNode given) {
        for (String path : FIXED) {
            if (!old.at(path).equals(given.at(path))) {
                throw propertyChangeNotAllowed(path.substring(1).replace('/', '.'));
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
        throw invalidParameter("networkInterfaces.id", "'" + text + "' is no id of a " + INTERFACES + ".");
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
}
