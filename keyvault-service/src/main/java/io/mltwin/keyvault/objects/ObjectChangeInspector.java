package io.mltwin.keyvault.objects;

import io.mltwin.armweb.AsciiCase;
import io.quarkus.hibernate.orm.PersistenceUnitExtension;
import jakarta.inject.Singleton;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hibernate.resource.jdbc.spi.StatementInspector;

/**
 * Sees every statement of Hibernate before it is sent, whoever wrote it, so that no change of a
 * secret or key can forget to say so: until its transaction ends nothing is answered from {@link
 * ObjectMemory}. Tables that are named here are never remembered; any other counts.
 */
@PersistenceUnitExtension
@Singleton
public class ObjectChangeInspector implements StatementInspector {

    private static final long serialVersionUID = 1L;
    private static final Object CHANGING = new Object();
    private static final Pattern CHANGE =
            AsciiCase.pattern(
                    "\\s*(?:insert\\s+into|update|delete\\s+from|delete|merge\\s+into|truncate(?:\\s+table)?)\\s+(?:only\\s+)?\"?([a-z_]+)");
    private static final Pattern WRITING_QUERY =
            Pattern.compile("(?s)\\s*with\\b.*\\b(insert|update|delete)\\b.*");
    // a vault's secrets and keys are not remembered without the vault, which is in memory itself
    private static final Set<String> NEVER_REMEMBERED =
            Set.of(
                    "vault",
                    "certificate",
                    "certificate_version",
                    "certificate_order",
                    "certificate_issuer",
                    "certificate_contacts",
                    "platform_setting");
    // takes away what was deleted before, and nothing that is deleted is remembered
    private static final Pattern PURGE =
            Pattern.compile(
                    "delete from (secret|vault_key) (\\w+) where \\2\\.vault_id=\\? and \\2\\.scheduled_purge_at<=\\?");

    private final transient ObjectMemory memory;
    private final transient TransactionSynchronizationRegistry transactions;

    ObjectChangeInspector(ObjectMemory memory, TransactionSynchronizationRegistry transactions) {
        this.memory = memory;
        this.transactions = transactions;
    }

    @Override
    public String inspect(String sql) {
        if (changes(sql)) {
            changing();
        }
        return sql;
    }

    static boolean changes(String sql) {
        Matcher change = CHANGE.matcher(sql);
        if (change.lookingAt()) {
            return !NEVER_REMEMBERED.contains(AsciiCase.lower(change.group(1)))
                    && !PURGE.matcher(sql).matches();
        }
        return WRITING_QUERY.matcher(AsciiCase.lower(sql)).matches();
    }

    private void changing() {
        if (transactions.getTransactionKey() == null) {
            throw new IllegalStateException("Objects are changed within a transaction only.");
        }
        if (transactions.getResource(CHANGING) == null) {
            Ending ending = new Ending(memory.changeOfAny());
            try {
                transactions.putResource(CHANGING, ending);
                transactions.registerInterposedSynchronization(ending);
            } catch (RuntimeException notRegistered) {
                // a transaction that is over changes nothing
                ending.change.ended();
                throw notRegistered;
            }
        }
    }

    /** Tells the memory of a transaction's end, and whether it is known how it ended. */
    private static final class Ending implements Synchronization {
        private final ObjectMemory.Change change;
        private boolean committing;

        Ending(ObjectMemory.Change change) {
            this.change = change;
        }

        @Override
        public void beforeCompletion() {
            committing = true;
        }

        @Override
        public void afterCompletion(int status) {
            if (committing && status != Status.STATUS_COMMITTED) {
                change.endedUnknown();
            } else {
                change.ended();
            }
        }
    }
}
