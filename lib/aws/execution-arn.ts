/** An execution's ARN is its machine's, with another word and its name. Source: Service Authorization Reference, "AWS Step Functions". */
export const executionArnOf = (machineArn: string, name: string): string =>
  `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
