package io.mltwin.compute.assets;

import io.mltwin.compute.TestBlobs;
import io.mltwin.compute.TestWorkspace;
import io.mltwin.testkit.AssertedArm;
import io.mltwin.testkit.ServiceUnderTest;
import io.mltwin.testkit.TestPlatform;
import io.restassured.response.ValidatableResponse;
import java.util.UUID;

/** A workspace with assets, its blobs, and what Azure Resource Manager sends of them. */
final class TestAssets {

    private static final String CODE =
            "{'properties':{'codeUri':'%s','isAnonymous':%s,'properties':{'hash_sha256':'%s','hash_version':'202208'}}}";

    private final ServiceUnderTest service;
    private final TestWorkspace workspace;
    private final TestBlobs blobs;
    private final AssertedArm arm;

    TestAssets(TestPlatform platform) {
        this(platform, new TestWorkspace(platform.calls()));
    }

    TestAssets(TestPlatform platform, TestWorkspace workspace) {
        service = platform.service();
        this.workspace = workspace;
        blobs = new TestBlobs(platform.calls(), workspace.container(), workspace.workspaceId() + "-");
        arm = new AssertedArm(service, platform.issuer(), UUID.randomUUID().toString());
    }

    TestWorkspace workspace() {
        return workspace;
    }

    TestBlobs blobs() {
        return blobs;
    }

    ValidatableResponse send(String method, String rest, String body) {
        return arm.send(method, workspace.id() + rest, body);
    }

    String folder(String name) {
        return "https://"
                + workspace.account()
                + ".blob."
                + core()
                + "/"
                + workspace.container()
                + "/LocalUpload/"
                + name;
    }

    /** The suffix of storage accounts, in which the port may be missing. */
    String core() {
        return service.host("core").replaceFirst(":[0-9]+$", "");
    }

    String code(String folder, String hash) {
        return CODE.formatted(folder(folder), true, hash);
    }
}
