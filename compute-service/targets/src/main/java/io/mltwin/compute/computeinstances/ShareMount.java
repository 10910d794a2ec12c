package io.mltwin.compute.computeinstances;

import io.mltwin.access.ServiceAnswer;
import io.mltwin.access.ServiceHttp;
import io.mltwin.armweb.AzureException;
import io.mltwin.compute.computeinstances.InstancePower.MountResult;
import io.mltwin.compute.datastores.CodeShareClient;
import io.mltwin.compute.datastores.CodeShareClient.CodeShare;
import io.mltwin.compute.workspaces.Workspace;
import io.mltwin.platform.ServiceName;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Mounts the workspace's file share on a compute instance, as far as it can be without a machine:
 * with the account's key from the workspace's vault the share is opened over the File service's
 * public REST interface, the user's folder in it is made, and its entries are read.
 *
 * <p>Deviation: "Mounted" says that share, key, network and encryption let this service read and
 * write there at that time; no file system is mounted and no file is copied, since nothing on the
 * instance could read it.
 */
@Singleton
record ShareMount(CodeShareClient shares, ServiceHttp http, Clock clock) {

    private static final Logger LOG = Logger.getLogger(ShareMount.class);
    private static final String VERSION = "2020-10-02";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String USERS = "/Users";

    /**
     * Tries it, and says what came of it.
     *
     * @param folder of the user, below {@code Users}
     * @param makesShare whether a share that is not there is made, as for the first instance
     */
    MountResult mount(Workspace workspace, String folder, boolean makesShare) {
        String source = shares.address(workspace);
        try {
            CodeShare share = shares.open(workspace);
            openShare(share, makesShare);
            makeDirectory(share, USERS);
            makeDirectory(share, USERS + "/" + folder);
            // its properties are opened with the key that the account's data lies under
            expect(share, "GET", USERS + "/" + folder, "restype=directory", 200);
            expect(share, "GET", USERS, "restype=directory&comp=list&maxresults=1", 200);
            return MountResult.mounted(source, clock.instant());
        } catch (AzureException refused) {
            LOG.debugf("%s is not mounted: %s", source, refused.getMessage());
            return MountResult.failed(source, refused.code() + ": " + refused.getMessage());
        }
    }

    private void openShare(CodeShare share, boolean makes) {
        ServiceAnswer found = send(share, "GET", "", "restype=share");
        if (found.status() == 404 && makes) {
            expect(share, "PUT", "", "restype=share", 201, 409);
        } else {
            require(share, "GET", "", found, 200);
        }
    }

    private void makeDirectory(CodeShare share, String path) {
        expect(share, "PUT", path, "restype=directory", 201, 409);
    }

    private void expect(CodeShare share, String method, String path, String query, int... expected) {
        require(share, method, path, send(share, method, path, query), expected);
    }

    private static void require(CodeShare share, String method, String path, ServiceAnswer answer, int... expected) {
        for (int status : expected) {
            if (answer.status() == status) {
                return;
            }
        }
        String code = answer.headers().firstValue("x-ms-error-code").orElse("no code");
        throw new AzureException(
                answer.status(),
                code,
                "the storage account answered %s of %s%s with %s.",
                method,
                share.name(),
                path,
                answer.status());
    }

    private ServiceAnswer send(CodeShare share, String method, String path, String query) {
        return http.request(
                        ServiceName.WORKSPACE,
                        method,
                        "/" + share.name() + path + "?" + query + "&" + share.signature())
                .host(share.host())
                .header("x-ms-version", VERSION)
                .timeout(PATIENCE)
                .send();
    }
}
