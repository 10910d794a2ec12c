package io.mltwin.compute.virtualmachines;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.mltwin.armweb.AzureException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Microsoft.Compute asks of a machine, one change to a good body at a time. */
class VirtualMachineValidatorTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GOOD = """
            {"location": "eastus", "properties": {
              "hardwareProfile": {"vmSize": "Standard_D2_v3"},
              "storageProfile": {
                "imageReference": {"publisher": "Canonical", "offer": "UbuntuServer", "sku": "18.04-LTS", "version": "latest"},
                "osDisk": {"createOption": "FromImage", "managedDisk": {"storageAccountType": "Standard_LRS"}}},
              "osProfile": {"computerName": "vm1", "adminUsername": "azureuser", "adminPassword": "Not-kept-1",
                "customData": "bm90IGtlcHQ=", "linuxConfiguration": {}},
              "networkProfile": {"networkInterfaces": [
                {"id": "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/networkInterfaces/n1"}]}}}
            """;

    /** The good body with another value at a path of {@code properties}, {@code null} for none. */
    static ObjectNode body(String path, String value) throws Exception {
        ObjectNode body = (ObjectNode) JSON.readTree(GOOD);
        String pointer = "/properties" + path.strip();
        int last = pointer.lastIndexOf('/');
        ObjectNode holder = body.withObject(pointer.substring(0, last));
        holder.set(pointer.substring(last + 1), JSON.readTree(value.strip().replace('\'', '"')));
        return body;
    }

    private static String outcome(AzureException fault) {
        return fault == null ? "passes" : fault.status() + " " + fault.code();
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "/hardwareProfile/vmSize | 'Standard_NC6' | passes",
                "/storageProfile/dataDisks | [{'lun':0,'createOption':'Empty','diskSizeGB':64}] | passes",
                "/priority | 'Spot' | passes",
                "/hardwareProfile | null | 400 InvalidParameter",
                "/hardwareProfile | 'big' | 400 InvalidParameter",
                "/storageProfile | null | 400 InvalidParameter",
                "/storageProfile/imageReference | {'publisher':'Canonical'} | 400 InvalidParameter",
                "/storageProfile/osDisk | {} | 400 InvalidParameter",
                "/osProfile | null | 400 InvalidParameter",
                "/osProfile/adminUsername | '' | 400 InvalidParameter",
                "/osProfile/computerName | null | 400 InvalidParameter",
                "/networkProfile | null | 400 InvalidParameter",
                "/networkProfile/networkInterfaces | [] | 400 InvalidParameter",
                "/storageProfile/imageReference/id | '/subscriptions/s/i' | 501 NotImplemented",
                "/storageProfile/osDisk/createOption | 'Attach' | 501 NotImplemented",
                "/storageProfile/osDisk/encryptionSettings | {'enabled':true} | 501 NotImplemented",
                "/storageProfile/osDisk/managedDisk/diskEncryptionSet | {'id':'x'} | 501 NotImplemented",
                "/storageProfile/dataDisks | [{'createOption':'Copy'}] | 501 NotImplemented",
                "/securityProfile/encryptionAtHost | true | 501 NotImplemented",
                "/networkProfile/networkInterfaceConfigurations | [{'name':'n'}] | 501 NotImplemented",
                "/availabilitySet | {'id':'x'} | 501 NotImplemented",
                "/virtualMachineScaleSet | {'id':'x'} | 501 NotImplemented"
            })
    void whatIsAskedOfEveryMachine(String path, String value, String expected) throws Exception {
        ObjectNode body = body(path, value);

        assertThat(outcome(catchThrowableOfType(AzureException.class, () -> VirtualMachineValidator.validate(body))))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "/osProfile/adminPassword | 'Some-pass-1' | passes",
                "/osProfile/adminPassword | null | 400 InvalidParameter",
                "/osProfile/linuxConfiguration | {'disablePasswordAuthentication':true} | 400 InvalidParameter",
                "/osProfile/linuxConfiguration | {'disablePasswordAuthentication':true,'ssh':{'publicKeys':[{'path':'p','keyData':'ssh-rsa A'}]}} | passes"
            })
    void aNewMachineLetsItsAdministratorIn(String path, String value, String expected) throws Exception {
        ObjectNode body = body(path, value);

        assertThat(outcome(catchThrowableOfType(
                        AzureException.class, () -> VirtualMachineValidator.validateNew(body.path("properties")))))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "{0} = {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '#',
            value = {
                "/hardwareProfile/vmSize | 'Standard_NC6' | passes",
                "/osProfile/adminUsername | 'other' | 409 PropertyChangeNotAllowed",
                "/osProfile/computerName | 'other' | 409 PropertyChangeNotAllowed",
                "/storageProfile/imageReference/sku | '20.04' | 409 PropertyChangeNotAllowed"
            })
    void whatIsSetAtCreationStays(String path, String value, String expected) throws Exception {
        // Given
        ObjectNode given = body(path, value);
        ObjectNode old = (ObjectNode) JSON.readTree(GOOD);

        // Then
        assertThat(outcome(catchThrowableOfType(
                        AzureException.class,
                        () -> VirtualMachineValidator.validateChange(
                                old.path("properties"), given.path("properties")))))
                .isEqualTo(expected);
    }

    @Test
    void passwordsAndCustomDataAreNotKept() throws Exception {
        ObjectNode body = body("/userData", "'bm90IGtlcHQ='");
        body.withObject("/properties/osProfile/windowsConfiguration")
                .putArray("additionalUnattendContent")
                .addObject()
                .put("content", "Not-kept-1");

        String kept = VirtualMachineProvider.content(body).toString();

        assertThat(kept).contains("azureuser").doesNotContain("Not-kept-1", "bm90IGtlcHQ=");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "a-", "a.", "a b", "a/b", "ä"})
    void names(String name) {
        assertThat(outcome(
                        catchThrowableOfType(AzureException.class, () -> VirtualMachineValidator.NAME.require(name))))
                .isEqualTo("400 InvalidResourceName");
        VirtualMachineValidator.NAME.require("a-b_c.d9");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n1",
                "/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/n1",
                "/subscriptions/s/providers/Microsoft.Network/networkInterfaces/n1"
            })
    void aNetworkInterfaceIsNamedByItsId(String id) throws Exception {
        ObjectNode body = body("/networkProfile/networkInterfaces", "[{'id':'" + id + "'}]");

        assertThat(outcome(catchThrowableOfType(AzureException.class, () -> VirtualMachineValidator.interfaces(body))))
                .isEqualTo("400 InvalidParameter");
    }
}
