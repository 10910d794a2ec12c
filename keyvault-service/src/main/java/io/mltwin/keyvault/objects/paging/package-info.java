/** Pages of lists, as Key Vault links them. Start reading at {@link Page}. */
package io.mltwin.keyvault.objects.paging;
