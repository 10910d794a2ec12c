package io.mltwin.workspace.storage.file;

import io.mltwin.access.AccessClient;
import io.mltwin.workspace.storage.access.Needs;
import io.mltwin.workspace.storage.signature.QueryParameters;
import io.mltwin.workspace.storage.wire.DataErrors;
import java.util.ArrayList;
import java.util.List;

/**
 * The operations of the File service that are built, with what each needs: the action of Azure RBAC
 * (of files a data action, and the one for backup intent with it), the letters of a service SAS,
 * and letters and resource type of an account SAS.
 */
enum FileOperation {
    LIST_SHARES("shares/read", "", "l", 's'),
    CREATE_SHARE("shares/write", "", "cw", 'c'),
    GET_SHARE("shares/read", "", "r", 'c'),
    SET_SHARE("shares/write", "", "w", 'c'),
    GET_SERVICE_PROPERTIES("read", "", "r", 's'),
    GET_SHARE_ACL("shares/read", "", "", 'c'),
    SET_SHARE_ACL("shares/write", "", "", 'c'),
    GET_SHARE_STATISTICS("shares/read", "", "r", 'c'),
    DELETE_SHARE("shares/delete", "", "d", 'c'),
    LIST("fileshares/files/read", "l", "l", 'c'),
    CREATE_DIRECTORY("fileshares/files/write", "cw", "cw", 'o'),
    GET_DIRECTORY("fileshares/files/read", "r", "r", 'o'),
    SET_DIRECTORY_METADATA("fileshares/files/write", "w", "w", 'o'),
    DELETE_DIRECTORY("fileshares/files/delete", "d", "d", 'o'),
    CREATE_FILE("fileshares/files/write", "cw", "cw", 'o'),
    PUT_RANGE("fileshares/files/write", "w", "w", 'o'),
    LIST_RANGES("fileshares/files/read", "r", "r", 'o'),
    GET_FILE("fileshares/files/read", "r", "r", 'o'),
    GET_FILE_PROPERTIES("fileshares/files/read", "r", "r", 'o'),
    SET_FILE_PROPERTIES("fileshares/files/write", "w", "w", 'o'),
    SET_FILE_METADATA("fileshares/files/write", "w", "w", 'o'),
    DELETE_FILE("fileshares/files/delete", "d", "d", 'o');

    private static final String SERVICE = "Microsoft.Storage/storageAccounts/fileServices/";

    private final String action;
    private final String sasLetters;
    private final String accountSasLetters;
    private final char accountSasType;

    FileOperation(String action, String sasLetters, String accountSasLetters, char type) {
        this.action = action;
        this.sasLetters = sasLetters;
        this.accountSasLetters = accountSasLetters;
        this.accountSasType = type;
    }

    boolean isData() {
        return action.startsWith("fileshares/");
    }

    List<Needs> needs(String scope) {
        List<Needs> all = new ArrayList<>(List.of(needs(SERVICE + action, scope)));
        if (isData()) {
            String semantics =
                    action.endsWith("/read")
                            ? "readFileBackupSemantics/action"
                            : "writeFileBackupSemantics/action";
            all.add(needs(SERVICE + semantics, scope));
        }
        return all;
    }

    private Needs needs(String full, String scope) {
        return new Needs(
                List.of(new AccessClient.Check(full, scope, isData())),
                sasLetters,
                accountSasLetters,
                accountSasType);
    }

    static FileOperation of(String method, FileAddress address, QueryParameters query) {
        if (query.has("sharesnapshot")) {
            throw DataErrors.unsupported("Snapshots of shares");
        }
        String restype = query.orEmpty("restype");
        String comp = query.orEmpty("comp");
        String asked = method + " " + restype + " " + comp;
        FileOperation found =
                address.share() == null
                        ? ofService(asked)
                        : restype.equals("share")
                                ? address.isRoot() ? ofShare(method + " " + comp) : null
                                : restype.equals("directory")
                                        ? ofDirectory(method + " " + comp)
                                        : restype.isEmpty() && !address.isRoot()
                                                ? ofFile(method + " " + comp)
                                                : null;
        if (found == null) {
            throw DataErrors.unsupported("The operation " + asked.trim() + " of the File service");
        }
        return found;
    }

    private static FileOperation ofService(String asked) {
        return switch (asked) {
            case "GET  list" -> LIST_SHARES;
            case "GET service properties" -> GET_SERVICE_PROPERTIES;
            default -> null;
        };
    }

    private static FileOperation ofShare(String asked) {
        return switch (asked) {
            case "PUT " -> CREATE_SHARE;
            case "GET ", "HEAD ", "GET metadata", "HEAD metadata" -> GET_SHARE;
            case "PUT metadata", "PUT properties" -> SET_SHARE;
            case "GET acl", "HEAD acl" -> GET_SHARE_ACL;
            case "PUT acl" -> SET_SHARE_ACL;
            case "GET stats" -> GET_SHARE_STATISTICS;
            case "DELETE " -> DELETE_SHARE;
            default -> null;
        };
    }

    private static FileOperation ofDirectory(String asked) {
        return switch (asked) {
            case "GET list" -> LIST;
            case "PUT " -> CREATE_DIRECTORY;
            case "GET ", "HEAD ", "GET metadata", "HEAD metadata" -> GET_DIRECTORY;
            case "PUT metadata" -> SET_DIRECTORY_METADATA;
            case "DELETE " -> DELETE_DIRECTORY;
            default -> null;
        };
    }

    private static FileOperation ofFile(String asked) {
        return switch (asked) {
            case "PUT " -> CREATE_FILE;
            case "PUT range" -> PUT_RANGE;
            case "GET rangelist" -> LIST_RANGES;
            case "GET " -> GET_FILE;
            case "HEAD ", "GET metadata", "HEAD metadata" -> GET_FILE_PROPERTIES;
            case "PUT properties" -> SET_FILE_PROPERTIES;
            case "PUT metadata" -> SET_FILE_METADATA;
            case "DELETE " -> DELETE_FILE;
            default -> null;
        };
    }
}
