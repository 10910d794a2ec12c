package io.mltwin.compute.attachedmachines;

import io.mltwin.compute.TestWorkspace;
import io.mltwin.machine.VirtualMachine;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestCalls;
import io.mltwin.testkit.TestIssuer;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** A workspace that attaches machines, played to the service under test. */
final class MachineWorkspace {

    static final String USERNAME = "azureuser";
    static final String PASSWORD = "Secret-of-the-administrator-1";

    private final TestWorkspace workspace;
    private final String caller = UUID.randomUUID().toString();
    private final AssertedArm arm;

    MachineWorkspace(TestCalls calls, TestIssuer issuer, ServiceUnderTest service) {
        this(calls, issuer, service, Map.of());
    }

    /**
     * @param properties of the workspace that differ from the usual ones
     */
    MachineWorkspace(TestCalls calls, TestIssuer issuer, ServiceUnderTest service, Map<String, Object> properties) {
        this.workspace = new TestWorkspace(calls, UUID.randomUUID().toString(), properties);
        this.arm = new AssertedArm(service, issuer, caller);
    }

    /** Whose calls these are. */
    String caller() {
        return caller;
    }

    String name() {
        return workspace.name();
    }

    String workspaceId() {
        return workspace.workspaceId();
    }

    String id() {
        return workspace.id();
    }

    ValidatableResponse send(String method, String rest, String body) {
        return arm.send(method, id() + rest, body);
    }

    ValidatableResponse get(String name) {
        return send("GET", "/computes/" + name, null);
    }

    /** Attaches a machine with its administrator's password. */
    ValidatableResponse attach(String name, VirtualMachine machine) {
        return attach(name, machine.port(), USERNAME, "'password':'" + PASSWORD + "'");
    }

    ValidatableResponse attach(String name, int port, String username, String credential) {
        return send("PUT", "/computes/" + name, """
                {'location':'eastus','properties':{'computeType':'VirtualMachine','properties':
                {'address':'127.0.0.1','sshPort':%d,'administratorAccount':{'username':'%s'%s}}}}
                """.formatted(
                        port, username, credential.isEmpty() ? "" : "," + credential));
    }

    ValidatableResponse detach(String name) {
        return send("DELETE", "/computes/" + name + "?underlyingResourceAction=Detach", null);
    }

    /** Submits a command to a compute target. */
    ValidatableResponse submit(String job, String compute) {
        return submit(job, compute, "echo done");
    }

    ValidatableResponse submit(String job, String compute, String command) {
        return send("PUT", "/jobs/" + job, """
                {'properties':{'jobType':'Command','command':'%s','computeId':'%s',
                'environmentId':'azureml:AzureML-Python-3-Stdlib@latest','experimentName':'e'}}
                """.formatted(command, id() + "/computes/" + compute));
    }

    static List<String> ours(VirtualMachine machine) throws IOException {
        return machine.authorizedLines().stream()
                .filter(line -> line.contains("azureml:"))
                .toList();
    }
}
