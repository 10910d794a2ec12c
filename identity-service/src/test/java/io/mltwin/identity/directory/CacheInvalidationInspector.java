package io.mltwin.identity.directory;

import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Refuses, in each test that starts the service, every statement that changes what {@link
 * DirectoryCache} may keep in a transaction that has not invalidated it. Tables and columns that
 * are never kept are named here; any other counts.
 */
@PersistenceUnitExtension
@Singleton
public class CacheInvalidationInspector implements StatementInspector {

    private static final long serialVersionUID = 1L;
    private static final Pattern CHANGE = AsciiCase.pattern(
            "\\s*(?:insert\\s+into|update|delete\\s+from|delete|merge\\s+into|truncate(?:\\s+table)?)\\s+(?:only\\s+)?\"?([a-z_]+)");
    private static final Pattern WRITING_QUERY = Pattern.compile("(?s)\\s*with\\b.*\\b(insert|update|delete)\\b.*");
    private static final Set<String> NOT_CACHED = Set.of(
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
            "platform_setting",
            // these change together with a service principal, whose change counts
            "managed_identity",
            "user_assigned_identity",
            "directory_group",
            "directory_owner",
            "federated_credential",
            "redirect_uri");
    // what does not exist is not kept, so that a new row changes nothing
    private static final Pattern NOT_CACHED_CHANGE = AsciiCase.pattern(
            "\\s*(?:insert into (?:tenant|service_principal) .*|update \\w+ set" + " global_administrator = true .*)");

    private final transient DirectoryCache cache;

    CacheInvalidationInspector(DirectoryCache cache) {
        this.cache = cache;
    }

    @Override
    public String inspect(String sql) {
        if (changes(sql) && !cache.isInvalidated()) {
            throw new IllegalStateException("DirectoryCache is not invalidated before: " + sql);
        }
        return sql;
    }

    static boolean changes(String sql) {
        Matcher change = CHANGE.matcher(sql);
        if (change.lookingAt()) {
            return !NOT_CACHED.contains(AsciiCase.lower(change.group(1)))
                    && !NOT_CACHED_CHANGE.matcher(sql).matches();
        }
        return WRITING_QUERY.matcher(AsciiCase.lower(sql)).matches();
    }
}
