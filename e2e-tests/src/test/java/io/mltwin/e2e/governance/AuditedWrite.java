package io.mltwin.e2e.governance;

/** One write: what it is sent as, and the operation that the log must name. */
record AuditedWrite(String method, String id, Object body, String operation) {
    @Override
    public String toString() {
        return method + " " + operation;
    }
}
