/** What of a storage account the emulator serves, each on a port of its own. */
export type StorageService = 'blob' | 'queue' | 'table';

/** Addresses such as `http://127.0.0.1:10000`; the account is the first segment of the path. */
export type StorageAddresses = Readonly<Record<StorageService, string>>;
