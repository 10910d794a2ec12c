package io.mltwin.local.compose;

import io.mltwin.local.layout.BoundedContent;
import io.mltwin.local.layout.DataFolder;
import io.mltwin.local.layout.PlatformService;
import io.mltwin.local.trust.TrustMaterial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.postgresql.util.PasswordUtil;

/**
 * The script by which PostgreSQL's container makes a role and a database per service at its first
 * start. It holds scram verifiers: no password of a service is given to the database's container.
 */
final class DatabaseRoles {
    private final DataFolder folder;
    private final Path script;

    DatabaseRoles(DataFolder folder) {
        this.folder = folder;
        this.script = folder.privateOf(TrustMaterial.POSTGRES).resolve("roles.sql");
    }

    /** Returns whether a database may have been made with the present passwords and keys. */
    boolean exist() {
        return Files.exists(script);
    }

    void ensure() throws IOException {
        if (exist()) {
            return;
        }
        StringBuilder text = new StringBuilder("-- Written by mltwin at the first start.\n");
        text.append("REVOKE CONNECT ON DATABASE postgres, template1 FROM PUBLIC;\n");
        for (PlatformService service : PlatformService.values()) {
            String name = service.key();
            text.append("CREATE ROLE ")
                    .append(name)
                    .append(" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE PASSWORD '")
                    .append(verifier(name))
                    .append("';\nCREATE DATABASE ")
                    .append(name)
                    .append(" OWNER ")
                    .append(name)
                    .append(";\nREVOKE ALL ON DATABASE ")
                    .append(name)
                    .append(" FROM PUBLIC;\n");
        }
        DataFolder.writePrivate(script, text.toString());
    }

    private String verifier(String service) throws IOException {
        String password = BoundedContent.text(folder.privateOf(service).resolve(TrustMaterial.DATABASE_PASSWORD))
                .strip();
        return PasswordUtil.encodeScramSha256(password.toCharArray());
    }
}
