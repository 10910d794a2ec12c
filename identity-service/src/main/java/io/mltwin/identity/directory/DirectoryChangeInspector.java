package io.mltwin.identity.directory;

import io.mltwin.armweb.AsciiCase;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Sees every statement, whoever wrote it, so that no change of the directory can forget to say so.
 * What is changed with every sign-in, and is never remembered, is named here; any other table
 * counts.
 */
@PersistenceUnitExtension
@Singleton
public class DirectoryChangeInspector implements StatementInspector {

    private static final long serialVersionUID = 1L;
    private static final Pattern CHANGE =
            AsciiCase.pattern(
                    "\\s*(?:insert\\s+into|update|delete\\s+from|delete|merge\\s+into|truncate(?:\\s+table)?)\\s+(?:only\\s+)?\"?([a-z_]+)");
    private static final Pattern WRITING_QUERY =
            Pattern.compile("(?s)\\s*with\\b.*\\b(insert|update|delete)\\b.*");
    private static final Set<String> NEVER_REMEMBERED =
            Set.of(
                    "directory_user",
                    "user_totp",
                    "browser_session",
                    "browser_session_factor",
                    "permission_grant",
                    "sign_in_grant",
                    "authorization_code",
                    "refresh_token",
                    "device_code",
                    "role_assignment",
                    "role_definition",
                    "deny_assignment",
                    "removed_role_assignment",
                    "subscription_tenant",
                    "signing_key",
                    "platform_setting");

    private final transient DirectoryMemory memory;

    DirectoryChangeInspector(DirectoryMemory memory) {
        this.memory = memory;
    }

    @Override
    public String inspect(String sql) {
        if (changes(sql)) {
            memory.changing();
        }
        return sql;
    }

    static boolean changes(String sql) {
        Matcher change = CHANGE.matcher(sql);
        if (change.lookingAt()) {
            return !NEVER_REMEMBERED.contains(AsciiCase.lower(change.group(1)));
        }
        return WRITING_QUERY.matcher(AsciiCase.lower(sql)).matches();
    }
}
