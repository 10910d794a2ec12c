package io.mltwin.keyvault.objects.cache;

import io.mltwin.encoding.AsciiCase;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.inject.Singleton;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Fails every test in which a statement of Hibernate changes secrets or keys whose transaction has
 * not invalidated the cache: no repository can forget it. Tables that are named here are never
 * cached; any other counts.
 */
@PersistenceUnitExtension
@Singleton
public class ObjectChangeInspector implements StatementInspector {

    private static final long serialVersionUID = 1L;
    private static final Pattern CHANGE = AsciiCase.pattern(
            "\\s*(?:insert\\s+into|update|delete\\s+from|delete|merge\\s+into|truncate(?:\\s+table)?)\\s+(?:only\\s+)?\"?([a-z_]+)");
    private static final Pattern WRITING_QUERY = Pattern.compile("(?s)\\s*with\\b.*\\b(insert|update|delete)\\b.*");
    // a vault's secrets and keys are not cached without the vault, which is in memory itself
    private static final Set<String> NEVER_CACHED = Set.of(
            "vault",
            "certificate",
            "certificate_version",
            "certificate_order",
            "certificate_issuer",
            "certificate_contacts",
            "platform_setting");
    // takes away what was deleted before, and nothing that is deleted is cached
    private static final Pattern PURGE = Pattern.compile(
            "delete from (secret|vault_key) (\\w+) where \\2\\.vault_id=\\? and \\2\\.scheduled_purge_at<=\\?");

    private final transient TransactionSynchronizationRegistry transactions;

    ObjectChangeInspector(TransactionSynchronizationRegistry transactions) {
        this.transactions = transactions;
    }

    @Override
    public String inspect(String sql) {
        if (changes(sql)
                && (transactions.getTransactionKey() == null
                        || transactions.getResource(CacheInvalidation.class) == null)) {
            throw new IllegalStateException("Changed without invalidating the cache: " + sql);
        }
        return sql;
    }

    static boolean changes(String sql) {
        Matcher change = CHANGE.matcher(sql);
        if (change.lookingAt()) {
            return !NEVER_CACHED.contains(AsciiCase.lower(change.group(1)))
                    && !PURGE.matcher(sql).matches();
        }
        return WRITING_QUERY.matcher(AsciiCase.lower(sql)).matches();
    }
}
