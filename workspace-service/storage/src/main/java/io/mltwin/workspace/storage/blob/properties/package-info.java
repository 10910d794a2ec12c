/** Set Blob Properties, Set Blob Metadata and Set Blob Tier, a handler each. */
package io.mltwin.workspace.storage.blob.properties;
