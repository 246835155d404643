import type { PlatformAdapter } from '../../platform/contract';
import { login } from './account';
import { description } from './description';
import { edit, listCategories, publish, readListing, remove, setStock, setVisible, uploadPhoto } from './listing';
import { actOnOrder, listOrders, readLabel, readOrder } from './order';
import { openDelivery } from './webhook';

/** Voso as contract A describes it: see README.md for what of it is documented anywhere. */
export function createVoso(): PlatformAdapter {
  return {
    code: 'voso',
    describe: () => description,
    login,
    listCategories,
    uploadPhoto,
    publish,
    edit,
    setVisible,
    remove,
    readListing,
    setStock,
    listOrders,
    readOrder,
    actOnOrder,
    readLabel,
    openDelivery,
  };
}
