package io.mltwin.workspace.storage.blob;

import io.mltwin.workspace.storage.signature.QueryParameters;

/**
 * The operations of the Blob service that are built, with what each needs: the action or data
 * action of Azure RBAC, the letters of a service SAS, and letters and resource type of an account
 * SAS ("Authorize access to blobs", "Create an account SAS").
 */
enum BlobOperation {
    LIST_CONTAINERS("read", false, "", "l", 's'),
    CREATE_CONTAINER("write", false, "", "cw", 'c'),
    GET_CONTAINER("read", false, "", "r", 'c'),
    SET_CONTAINER_METADATA("write", false, "", "w", 'c'),
    DELETE_CONTAINER("delete", false, "", "d", 'c'),
    LIST_BLOBS("blobs/read", true, "l", "l", 'c'),
    PUT_BLOB("blobs/write", true, "cw", "cw", 'o'),
    PUT_BLOCK("blobs/write", true, "cw", "cw", 'o'),
    PUT_BLOCK_LIST("blobs/write", true, "cw", "cw", 'o'),
    GET_BLOCK_LIST("blobs/read", true, "r", "r", 'o'),
    GET_BLOB("blobs/read", true, "r", "r", 'o'),
    GET_BLOB_PROPERTIES("blobs/read", true, "r", "r", 'o'),
    SET_BLOB_PROPERTIES("blobs/write", true, "w", "w", 'o'),
    SET_BLOB_METADATA("blobs/write", true, "w", "w", 'o'),
    DELETE_BLOB("blobs/delete", true, "d", "d", 'o');

    private final String action;
    private final boolean dataAction;
    private final String sasLetters;
    private final String accountSasLetters;
    private final char accountSasType;

    BlobOperation(
            String action,
            boolean dataAction,
            String sasLetters,
            String accountSasLetters,
            char accountSasType) {
        this.action = action;
        this.dataAction = dataAction;
        this.sasLetters = sasLetters;
        this.accountSasLetters = accountSasLetters;
        this.accountSasType = accountSasType;
    }

    String action() {
        return "Microsoft.Storage/storageAccounts/blobServices/containers/" + action;
    }

    boolean isDataAction() {
        return dataAction;
    }

    /** Any one of these letters lets a service SAS do it; empty: no service SAS can. */
    String sasLetters() {
        return sasLetters;
    }

    String accountSasLetters() {
        return accountSasLetters;
    }

    /** Resource type of an account SAS: s service, c container, o object. */
    char accountSasType() {
        return accountSasType;
    }

    /**
     * What a request asks for.
     *
     * @throws io.mltwin.armweb.AzureFault 501 {@code UnsupportedOperation} for what is not built
     */
    static BlobOperation of(String method, BlobAddress address, QueryParameters query) {
        String comp = query.orEmpty("comp");
        for (String version : new String[] {"snapshot", "versionid"}) {
            if (query.has(version)) {
                throw BlobErrors.unsupported("Addressing a blob by " + version);
            }
        }
        BlobOperation found;
        if (address.container() == null) {
            found =
                    method.equals("GET") && comp.equals("list") && !query.has("restype")
                            ? LIST_CONTAINERS
                            : null;
        } else if (address.blob() == null) {
            found = "container".equals(query.get("restype")) ? ofContainer(method, comp) : null;
        } else {
            found = query.has("restype") ? null : ofBlob(method, comp);
        }
        if (found == null) {
            throw BlobErrors.unsupported(
                    "The operation "
                            + method
                            + (address.container() == null
                                    ? " on the service"
                                    : address.blob() == null ? " on a container" : " on a blob")
                            + (query.has("restype") ? " restype=" + query.get("restype") : "")
                            + (comp.isEmpty() ? "" : " comp=" + comp));
        }
        return found;
    }

    private static BlobOperation ofContainer(String method, String comp) {
        return switch (method + " " + comp) {
            case "GET list" -> LIST_BLOBS;
            case "GET ", "HEAD ", "GET metadata", "HEAD metadata" -> GET_CONTAINER;
            case "PUT " -> CREATE_CONTAINER;
            case "PUT metadata" -> SET_CONTAINER_METADATA;
            case "DELETE " -> DELETE_CONTAINER;
            default -> null;
        };
    }

    private static BlobOperation ofBlob(String method, String comp) {
        return switch (method + " " + comp) {
            case "GET " -> GET_BLOB;
            case "HEAD ", "GET metadata", "HEAD metadata" -> GET_BLOB_PROPERTIES;
            case "GET blocklist" -> GET_BLOCK_LIST;
            case "PUT " -> PUT_BLOB;
            case "PUT block" -> PUT_BLOCK;
            case "PUT blocklist" -> PUT_BLOCK_LIST;
            case "PUT metadata" -> SET_BLOB_METADATA;
            case "PUT properties" -> SET_BLOB_PROPERTIES;
            case "DELETE " -> DELETE_BLOB;
            default -> null;
        };
    }
}
