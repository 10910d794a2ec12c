package io.mltwin.identity.rbac;

import io.mltwin.armweb.Caller;
import java.util.Set;

/** Who may do what, for those who change it: asked whether their caller may, and told after a change. */
public interface AccessControl {

    /** Returns null when the caller may do the action, else the id by which the logged denial can be explained. */
    String denialId(Caller caller, String action, String scope);

    /** Returns the object ids of a principal and of the groups that it is in. */
    Set<String> principals(String objectId);

    /** Reads roles and assignments again. Callers call it after the transaction of a change has ended. */
    void refresh();
}
