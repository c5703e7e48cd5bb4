import { defineInfrastructure, existingTemplate } from 'atakora';

/** The messaging of the order system. The template is the one that its pipeline deploys; nothing in it knows of Atakora. */
export const orders = defineInfrastructure({
  template: existingTemplate('../infra/azuredeploy.json', {
    parameters: {
      environmentName: '${azure.environment}',
      queueNames: ['orders', 'payments', 'shipments', 'returns'],
      alertEmail: 'operations@example.com',
    },
  }),
});
