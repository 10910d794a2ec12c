package io.mltwin.workspace.storage.file;

import static io.mltwin.workspace.storage.wire.RequestErrors.invalidHeaderIf;

import io.mltwin.armweb.OriginalRequest;
import io.mltwin.workspace.storage.access.AccessPolicy;
import io.mltwin.workspace.storage.access.RequiredPermissions;
import io.mltwin.workspace.storage.access.StorageRequest;
import io.mltwin.workspace.storage.accounts.StorageAccount;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/** One request to the File service: what it names and what it asks for. */
record FileRequest(
        RoutingContext context,
        OriginalRequest original,
        StorageAccount account,
        FileAddress address,
        FileOperation operation,
        QueryParameters query,
        ShareService shares)
        implements StorageRequest, EntryTarget {

    /** The same with the account as it is given. */
    FileRequest of(StorageAccount given) {
        return new FileRequest(context, original, given, address, operation, query, shares);
    }

    /** Returns a header that is a number of 0 or more, or null. */
    Long number(String name) {
        String text = headers().get(name);
        if (text == null) {
            return null;
        }
        invalidHeaderIf(!text.matches("\\d{1,18}"), name, "give a number.");
        return Long.parseLong(text);
    }

    @Override
    public List<RequiredPermissions> requiredPermissions() {
        return operation.requiredPermissions(
                share() == null ? account.armId().toString() : account.shareScope(share()));
    }

    @Override
    public char service() {
        return 'f';
    }

    @Override
    public String signedResource(String sr) {
        boolean matches = sr.equals("s") ? share() != null : sr.equals("f") && !address.isRoot();
        return matches ? address.signedResource(sr.equals("s")) : null;
    }

    @Override
    public AccessPolicy policy(String id) {
        return share() == null ? null : shares.policy(account, share(), id);
    }

    @Override
    public boolean isPublic() {
        return false;
    }
}
